//! What each feature of a candidate weighs: the tables of `data/quotes/*/weights.txt`.
//!
//! Depends on `feature` for the names. A weight file has one line a weight: kind, feature, value,
//! weight in logits, rounded to tenths. What isn't listed weighs nothing.

use super::feature::{FEATURES, Feature, Kind};

/// The number of a feature's value under a kind, in one flat numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FeatureId(pub(super) u16);

/// The weights of all features under all kinds, in tenths.
#[derive(Debug)]
pub(super) struct WeightTable {
    weights: Vec<i16>,
    offsets: Vec<u16>,
    stride: u16,
}

impl WeightTable {
    /// Reads a weight file; skips lines that name no kind, feature or value.
    pub(super) fn parse(data: &str) -> Self {
        let mut offsets = Vec::with_capacity(FEATURES.len());
        let mut stride = 0_u16;
        for (_, _, attributes) in FEATURES {
            offsets.push(stride);
            let n_values: usize = attributes.iter().map(|labels| labels.len()).product();
            stride += u16::try_from(n_values).unwrap_or(u16::MAX);
        }
        let n_weights = usize::from(stride) * Kind::ALL.len();
        let mut table = Self { weights: vec![0; n_weights], offsets, stride };
        for line in data.lines() {
            if let Some((id, weight)) = table.parse_line(line)
                && let Some(slot) = table.weights.get_mut(usize::from(id.0))
            {
                *slot = weight;
            }
        }
        table
    }

    /// Returns the number of a feature's value; `values` are positions of labels, one for each
    /// attribute.
    pub(super) fn id(&self, kind: Kind, feature: Feature, values: &[usize]) -> FeatureId {
        let attributes = FEATURES.get(feature as usize).map_or(&[][..], |entry| entry.2);
        let mut value = 0;
        for (labels, &position) in attributes.iter().zip(values) {
            value = value * labels.len() + position.min(labels.len() - 1);
        }
        let offset = self.offsets.get(feature as usize).copied().unwrap_or_default();
        let id = usize::from(self.stride) * kind as usize + usize::from(offset) + value;
        FeatureId(u16::try_from(id).unwrap_or(u16::MAX))
    }

    /// Returns a feature's weight in tenths.
    pub(super) fn weight(&self, id: FeatureId) -> i32 {
        self.weights.get(usize::from(id.0)).copied().map_or(0, i32::from)
    }

    /// Writes a feature as it stands in a weight file: kind, feature, value.
    pub(super) fn describe(&self, id: FeatureId) -> String {
        let kind = Kind::ALL.get(usize::from(id.0 / self.stride)).map_or("", |entry| entry.1);
        let within = id.0 % self.stride;
        let at = self.offsets.partition_point(|&offset| offset <= within).saturating_sub(1);
        let Some(&(_, name, attributes)) = FEATURES.get(at) else { return kind.to_owned() };
        let mut value = usize::from(within - self.offsets.get(at).copied().unwrap_or_default());
        let mut parts = Vec::new();
        for labels in attributes.iter().rev() {
            parts.push(labels.get(value % labels.len()).copied().unwrap_or_default());
            value /= labels.len();
        }
        parts.reverse();
        let value = if parts.is_empty() { "-".to_owned() } else { parts.join("+") };
        format!("{kind} {name} {value}")
    }

    fn parse_line(&self, line: &str) -> Option<(FeatureId, i16)> {
        let mut columns = line.split_whitespace();
        let (kind, name) = (columns.next()?, columns.next()?);
        let (value, weight) = (columns.next()?, columns.next()?);
        let kind = Kind::ALL.iter().find(|(_, name)| *name == kind)?.0;
        let &(feature, _, attributes) = FEATURES.iter().find(|(_, known, _)| *known == name)?;
        let mut positions = Vec::new();
        if value != "-" {
            for (part, labels) in value.split('+').zip(attributes) {
                positions.push(labels.iter().position(|label| *label == part)?);
            }
        }
        if positions.len() != attributes.len() {
            return None;
        }
        let logits: f64 = weight.parse().ok()?;
        let tenths = (logits * 10.0).round();
        if tenths.abs() > f64::from(i16::MAX) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
        let tenths = tenths as i16;
        Some((self.id(kind, feature, &positions), tenths))
    }
}

#[cfg(test)]
mod tests {
    use super::WeightTable;
    use crate::quotes::feature::{Feature, Kind};

    #[test]
    fn a_weight_is_found_by_kind_feature_and_value() {
        let table =
            WeightTable::parse("# note\nbefore gap+case comma+lower -0.3\nlabel bias - 1.2\n");
        let id = table.id(Kind::Before, Feature::GapCase, &[4, 1]);
        assert_eq!(table.weight(id), -3);
        assert_eq!(table.describe(id), "before gap+case comma+lower");
        assert_eq!(table.weight(table.id(Kind::Label, Feature::Bias, &[])), 12);
        assert_eq!(table.weight(table.id(Kind::Label, Feature::GapCase, &[4, 1])), 0);
    }

    #[test]
    fn lines_with_unknown_names_are_skipped() {
        let table = WeightTable::parse("nowhere bias - 1\nlabel case sideways 1\nlabel case 1\n");
        assert!(table.weights.iter().all(|&weight| weight == 0));
    }
}
