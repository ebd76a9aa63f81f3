//! Languages told from whole texts and from their beginnings.

use super::detect_language;
use crate::text::Language;

fn code(text: &str) -> String {
    detect_language(text, "").code
}

#[test]
fn a_sentence_or_two_are_enough() {
    for (language, text) in [
        ("ar", "قال رئيس البلدية إن الميناء سيفتح أبوابه في الصباح بعد أسبوع من الإغلاق."),
        (
            "da",
            "Borgmesteren siger, at havnen åbner igen i morgen efter en uge, hvor der ikke har været trafik af nogen art.",
        ),
        (
            "de",
            "Der Bürgermeister sagt, dass der Hafen morgen wieder öffnet, nachdem er eine Woche geschlossen war.",
        ),
        ("el", "Ο δήμαρχος λέει ότι το λιμάνι ανοίγει ξανά αύριο."),
        (
            "en",
            "The mayor says that the harbour will open again tomorrow after a week in which it was closed.",
        ),
        (
            "es",
            "El alcalde dice que el puerto abrirá mañana después de una semana en la que estuvo cerrado.",
        ),
        ("fi", "Pormestari sanoo, että satama avataan huomenna, kun se on ollut viikon kiinni."),
        (
            "fr",
            "Le maire dit que le port ouvrira demain après une semaine pendant laquelle il était fermé.",
        ),
        (
            "hu",
            "A polgármester azt mondja, hogy a kikötő holnap újra kinyit, miután egy hétig zárva volt.",
        ),
        (
            "it",
            "Il sindaco dice che il porto riaprirà domani dopo una settimana in cui è rimasto chiuso.",
        ),
        (
            "nl",
            "De burgemeester zegt dat de haven morgen weer open gaat nadat die een week gesloten was.",
        ),
        (
            "no",
            "Ordføreren sier at havnen åpner igjen i morgen etter en uke hvor det ikke har vært noe trafikk.",
        ),
        (
            "pt",
            "O prefeito diz que o porto abrirá amanhã depois de uma semana em que esteve fechado.",
        ),
        (
            "ro",
            "Primarul spune că portul se va deschide mâine după o săptămână în care a fost închis.",
        ),
        ("ru", "Мэр говорит, что порт откроется завтра после недели, когда он был закрыт."),
        (
            "sv",
            "Borgmästaren säger att hamnen öppnar igen i morgon efter en vecka då den har varit stängd.",
        ),
        ("ta", "துறைமுகம் நாளை மீண்டும் திறக்கப்படும் என்று மேயர் கூறினார்."),
        (
            "tr",
            "Belediye başkanı, bir hafta kapalı kalan limanın yarın yeniden açılacağını söyledi.",
        ),
    ] {
        assert_eq!(code(text), language, "{text}");
    }
}

#[test]
fn other_languages_get_their_code_and_no_rules() {
    for (language, text) in [
        ("zh", "市长说，港口关闭一周后将于明天重新开放。"),
        ("ja", "市長は、港は一週間の閉鎖の後、明日再開すると述べた。"),
        ("hi", "महापौर ने कहा कि बंदरगाह एक सप्ताह बंद रहने के बाद कल फिर खुलेगा।"),
        ("uk", "Мер каже, що порт відкриється завтра після тижня, коли він був зачинений."),
        (
            "pl",
            "Burmistrz mówi, że port zostanie otwarty jutro po tygodniu, w którym był zamknięty dla wszystkich statków.",
        ),
        (
            "ca",
            "L'alcalde diu que el port obrirà demà després d'una setmana en què ha estat tancat amb tots els vaixells.",
        ),
    ] {
        let detected = detect_language(text, "");
        assert_eq!(detected.code, language, "{text}");
        assert_eq!(detected.rules, None, "{text}");
    }
}

#[test]
fn the_callers_tag_wins() {
    let given = detect_language("Der Hafen ist offen.", "en-GB");
    assert_eq!((given.rules, given.is_detected), (Some(Language::English), false));
    assert_eq!(detect_language("Port is open.", "zh-Hans").rules, None);
}

#[test]
fn nothing_to_read_is_undetermined() {
    for text in ["", " \n", "1234 - 5678", "***"] {
        let detected = detect_language(text, "");
        assert_eq!((detected.code.as_str(), detected.rules), ("und", None), "{text:?}");
    }
}
