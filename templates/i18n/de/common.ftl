# Namen der Werte, die überall vorkommen: Anlässe, Zustände, Arten. Die Kennung endet mit dem Wert in der Datenbank.

occasion-parent_talk = Elterngespräch
occasion-consultation_day = Elternsprechtag
occasion-transition_advice = Übergangsberatung Klasse 4
occasion-enrolment = Anmeldung an Schule oder Kita
occasion-conflict_talk = Konfliktgespräch
occasion-parents_evening = Elternabend
occasion-school_office = Schulsekretariat: Formular oder Auskunft
occasion-school_social_work = Bildungsbegleitung oder Schulsozialarbeit
occasion-development_talk = Entwicklungsgespräch in der Kita
occasion-course = Kurs oder Gruppe
occasion-accompaniment = Begleitung

mode-on_site = Vor Ort
mode-phone = Telefon
mode-video = Video

level-A1 = A1 (Anfang)
level-A2 = A2 (Grundkenntnisse)
level-B1 = B1 (mittlere Kenntnisse)
level-B2 = B2 (gute Kenntnisse)
level-C1 = C1 (sehr gute Kenntnisse)
level-C2 = C2 (fast wie die Erstsprache)
level-native = Erstsprache

request-state-submitted = Eingegangen
request-state-in_review = Wird geprüft
request-state-refused = Abgelehnt
request-state-searching = Wir suchen
request-state-confirmed = Bestätigt
request-state-substituting = Ersatz wird gesucht
request-state-unfilled = Leider niemand gefunden
request-state-cancelled = Abgesagt
request-state-held = Durchgeführt
request-state-not_held = Nicht stattgefunden
request-state-solved = Anders gelöst

offer-state-offered = Gefragt
offer-state-accepted = Zugesagt
offer-state-declined = Abgesagt
offer-state-expired = Keine Antwort
offer-state-withdrawn = Zurückgezogen
offer-state-call_requested = Bittet um Anruf

assignment-state-confirmed = Vereinbart
assignment-state-cancelled_by_requester = Von der Einrichtung abgesagt
assignment-state-cancelled_by_volunteer = Von der Person abgesagt
assignment-state-released = Freigegeben

answer-accept = Zusagen
answer-decline = Absagen
answer-call = Bitte anrufen

gender-f = weiblich
gender-m = männlich
gender-d = divers

organisation-kind-school = Schule
organisation-kind-daycare = Kita
organisation-kind-family_centre = Familienzentrum
organisation-kind-authority = Behörde
organisation-kind-advice_centre = Beratungsstelle
organisation-kind-carrier = Träger
organisation-kind-migrant_association = Migrantenorganisation
organisation-kind-shelter = Unterkunft
organisation-kind-community_centre = Stadtteilzentrum

proof-clearance = Führungszeugnis eingesehen
proof-pledge = Verschwiegenheit erklärt
proof-training = Grundschulung
proof-measles = Masernnachweis
proof-adult = Volljährig

person-state-active = Aktiv
person-state-paused = Pause
person-state-left = Ausgeschieden

channel-email = E-Mail
channel-phone = Telefon
channel-sms = SMS
channel-letter = Brief

mobility-public_transport = Bus und Bahn
mobility-car = Auto

task-nobody_left = Niemand mehr zu fragen
task-last_asked = Letzte Person ist gefragt
task-call_requested = Bittet um Anruf
task-mail_failed = E-Mail nicht zustellbar
task-contradictory_answers = Widersprüchliche Antworten
task-call_by_phone = Bitte telefonisch fragen
task-mail_reply = Antwort per E-Mail – bitte übernehmen
task-mailbox_failed = Postfach für Antworten nicht erreichbar
task-particulars_wrong = Angaben stimmen nicht
task-queue_paused = Mailversand angehalten

outbox-state-pending = Wartet
outbox-state-sent = Gesendet
outbox-state-failed = Nicht zustellbar
outbox-state-obsolete = Nicht mehr nötig

notice-request_received = Eingangsbestätigung
notice-offer = Anfrage an Ehrenamtliche
notice-offer_withdrawn = Schon vergeben
notice-confirmed_volunteer = Bestätigung an Ehrenamtliche
notice-confirmed_requester = Bestätigung an die Einrichtung
notice-not_fillable = Niemand gefunden
notice-request_refused = Anfrage abgelehnt
notice-not_fillable_office = Niemand mehr zu fragen (Büro)
notice-last_asked_office = Letzte Person ist gefragt (Büro)
notice-cancelled_volunteer = Absage an Ehrenamtliche
notice-cancelled_requester = Absage an die Einrichtung
notice-substitute_requester = Ersatz wird gesucht (Einrichtung)
notice-substitute_office = Ersatz wird gesucht (Büro)
notice-call_office = Rückruf gewünscht (Büro)
notice-welcome = Willkommen
notice-offer_reminder = Erinnerung: Antwort steht aus
notice-undeliverable_office = E-Mail nicht zustellbar (Büro)
notice-changed_volunteer = Änderung an Ehrenamtliche
notice-changed_requester = Änderung an die Einrichtung
notice-reminder_volunteer = Erinnerung an Ehrenamtliche
notice-reminder_requester = Erinnerung an die Einrichtung
notice-week = Wochenplan
notice-proof_due = Nachweis läuft ab
notice-particulars_stale = Sind die Angaben aktuell?
notice-overview = Tagesübersicht (Büro)
notice-stand_in_office = Vertretung gesucht (Büro)
notice-yes_but_office = Ja, aber … (Büro)
notice-late_requester = Verspätung (Einrichtung)
notice-late_office = Verspätung (Büro)
notice-urgent_office = Eilige Anfrage (Büro)
notice-login_link = Link zum Anmelden
task-yes_but = Ja, aber …
task-replace_by_hand = Ersatz suchen
notice-question_requester = Rückfrage an die Einrichtung
notice-service_volunteer = Einsatzzeit bestätigen (Ehrenamtliche)
notice-service_requester = Einsatz bestätigen (Einrichtung)
notice-service_reminder_volunteer = Nachweis fehlt (Ehrenamtliche)
notice-service_reminder_requester = Nachweis fehlt (Einrichtung)
notice-statement = Abrechnung
notice-allowance_volunteer = Freibetrag (Ehrenamtliche)
notice-allowance_office = Freibetrag (Büro)
notice-consultation_day = Elternsprechtag: jetzt anmelden
notice-account_invitation = Zugang für das Büro
notice-data_ready = Datenauskunft liegt bereit
notice-erased = Daten sind gelöscht
notice-thanks = Danke
