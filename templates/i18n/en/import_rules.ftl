# What files of rules say.

import-kind-regimes = Limits of earnings
import-kind-programme_rules = Rules of programmes
import-kind-proof_rules = Rules about proofs
import-kind-tariffs = Allowances
import-kind-funding = Funding
import-kind-refusals = Reasons to refuse
import-kind-office_days = Office: closures, phone hours, cover
import-kind-exclusions = Not to be brought together
import-subject-declared = Amount used elsewhere
import-subject-record = Rule
import-pairs = Please write pairs such as “Kurze Wege: wichtig; Wunschtermin: egal”.
import-refusal-one = A row is about a programme or about funding, not about both.
import-exclusion-one = Please fill in exactly one of the columns: Nicht bei, Nicht zusammen mit, Nicht beim Fall.
import-funding = This funding is not known. Please add it or import it first.
data-field-declared = Part of the yearly amount used elsewhere
data-column-year = Year
unfilled-apart = Enough people could come, but they are not to be brought together.
