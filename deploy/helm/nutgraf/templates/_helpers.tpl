{{- /* The name of everything: the release's, with the chart's unless it is in there. */ -}}
{{- define "nutgraf.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* What never changes: selectors must not. */ -}}
{{- define "nutgraf.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "nutgraf.labels" -}}
{{ include "nutgraf.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}

{{- define "nutgraf.appProtocol" -}}
{{- .Values.appProtocol | default (ternary "https" "kubernetes.io/h2c" (ne .Values.tls.secretName "")) -}}
{{- end -}}

{{/* Probes of Kubernetes speak no TLS. */}}
{{- define "nutgraf.probePort" -}}
{{- ternary .Values.healthPort .Values.port (ne .Values.tls.secretName "") -}}
{{- end -}}

{{- define "nutgraf.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}
