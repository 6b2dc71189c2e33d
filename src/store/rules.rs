//! What must be refused, who is kept apart, and which languages did a coordinator allow?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, Place, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use crate::domain::language::LanguageCode;
use crate::domain::rules::{RefusalReason, RefusalRule, RuleScope};
use crate::ids::{AccountId, ExclusionId, OrganisationId, PersonId, RequestId};

#[derive(sqlx::FromRow)]
struct RuleRow {
    scope: String,
    scope_id: String,
    reason: String,
    refuses: bool,
    instead: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ExclusionRow {
    id: Uuid,
    kind: String,
    person_id: Uuid,
    organisation_id: Option<Uuid>,
    case_token: Option<String>,
    other_person_id: Option<Uuid>,
    created_at: DateTime<Utc>,
}

impl TryFrom<ExclusionRow> for Exclusion {
    type Error = StoreError;

    fn try_from(row: ExclusionRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "exclusion",
            row: row.id,
        };
        let from = match (row.organisation_id, row.case_token, row.other_person_id) {
            (Some(id), None, None) => ExcludedFrom::Organisation(OrganisationId(id)),
            (None, Some(token), None) => ExcludedFrom::Case(token),
            (None, None, Some(id)) => ExcludedFrom::Person(PersonId(id)),
            _ => return Err(at.corrupt("person_id")),
        };
        Ok(Self {
            id: ExclusionId(row.id),
            kind: at.word("kind", &row.kind, ExclusionKind::parse)?,
            person: PersonId(row.person_id),
            from,
            created_at: row.created_at,
        })
    }
}

impl Tx {
    /// Every refusal rule, by scope and reason.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refusal_rules(&mut self) -> Result<Vec<RefusalRule>, StoreError> {
        let rows = fetch_all!(
            self,
            RuleRow,
            "SELECT scope, scope_id, reason, refuses, instead FROM refusal_rule
             ORDER BY scope DESC, scope_id, reason LIMIT 5000"
        );
        let rule = |row: RuleRow| {
            let at = Place {
                table: "refusal_rule",
                row: &row.scope_id,
            };
            Ok(RefusalRule {
                scope: at.word("scope", &row.scope, RuleScope::parse)?,
                reason: at.word("reason", &row.reason, RefusalReason::parse)?,
                scope_id: row.scope_id,
                refuses: row.refuses,
                instead: row.instead,
            })
        };
        rows.into_iter().map(rule).collect()
    }

    /// Adds a refusal rule or replaces the one about the same.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upsert_refusal_rule(&mut self, rule: &RefusalRule) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO refusal_rule (scope, scope_id, reason, refuses, instead) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (scope, scope_id, reason) DO UPDATE SET
                 refuses = excluded.refuses, instead = excluded.instead",
            rule.scope.as_str(),
            &rule.scope_id,
            rule.reason.as_str(),
            rule.refuses,
            &rule.instead,
        );
        Ok(())
    }

    /// Every pair that is kept apart, oldest first; for planning, which counts all of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exclusions(&mut self) -> Result<Vec<Exclusion>, StoreError> {
        let rows = fetch_all!(
            self,
            ExclusionRow,
            "SELECT id, kind, person_id, organisation_id, case_token, other_person_id, created_at FROM exclusion
             ORDER BY created_at, id"
        );
        rows.into_iter().map(Exclusion::try_from).collect()
    }

    /// The pairs a person is part of, on either side, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exclusions_of_person(&mut self, person: PersonId) -> Result<Vec<Exclusion>, StoreError> {
        let rows = fetch_all!(
            self,
            ExclusionRow,
            "SELECT id, kind, person_id, organisation_id, case_token, other_person_id, created_at FROM exclusion
             WHERE person_id = $1 OR other_person_id = $1 ORDER BY created_at, id LIMIT 500",
            person.0,
        );
        rows.into_iter().map(Exclusion::try_from).collect()
    }

    /// The pairs an organisation is part of, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exclusions_of_organisation(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Vec<Exclusion>, StoreError> {
        let rows = fetch_all!(
            self,
            ExclusionRow,
            "SELECT id, kind, person_id, organisation_id, case_token, other_person_id, created_at FROM exclusion
             WHERE organisation_id = $1 ORDER BY created_at, id LIMIT 500",
            organisation.0,
        );
        rows.into_iter().map(Exclusion::try_from).collect()
    }

    /// Adds a pair.
    ///
    /// # Errors
    /// When the database fails or somebody in it is unknown.
    pub async fn insert_exclusion(&mut self, exclusion: &Exclusion) -> Result<(), StoreError> {
        let (organisation, case, other) = match &exclusion.from {
            ExcludedFrom::Organisation(id) => (Some(id.0), None, None),
            ExcludedFrom::Case(token) => (None, Some(token.as_str()), None),
            ExcludedFrom::Person(id) => (None, None, Some(id.0)),
        };
        execute!(
            self,
            "INSERT INTO exclusion (id, kind, person_id, organisation_id, case_token, other_person_id, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            exclusion.id.0,
            exclusion.kind.as_str(),
            exclusion.person.0,
            organisation,
            case,
            other,
            exclusion.created_at,
        );
        Ok(())
    }

    /// Removes a pair; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_exclusion(&mut self, id: ExclusionId) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM exclusion WHERE id = $1", id.0) == 1)
    }

    /// Notes that a coordinator allows another language for a request; allowing it twice changes nothing.
    ///
    /// # Errors
    /// When the database fails or the request or a language is unknown.
    pub async fn confirm_language(
        &mut self,
        request: RequestId,
        asked: &LanguageCode,
        spoken: &LanguageCode,
        by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO language_confirmation (request_id, asked, spoken, confirmed_by, confirmed_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (request_id, asked, spoken) DO NOTHING",
            request.0,
            &asked.0,
            &spoken.0,
            by.map(|account| account.0),
            now,
        );
        Ok(())
    }

    /// Takes such a word back; `false` when it was not given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_language(
        &mut self,
        request: RequestId,
        asked: &LanguageCode,
        spoken: &LanguageCode,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM language_confirmation WHERE request_id = $1 AND asked = $2 AND spoken = $3";
        Ok(execute!(self, sql, request.0, &asked.0, &spoken.0) == 1)
    }

    /// Which other languages were allowed for these requests, as pairs of asked and spoken.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirmed_languages(
        &mut self,
        requests: &[RequestId],
    ) -> Result<BTreeMap<RequestId, BTreeSet<(LanguageCode, LanguageCode)>>, StoreError> {
        let mut found: BTreeMap<RequestId, BTreeSet<(LanguageCode, LanguageCode)>> = BTreeMap::new();
        for chunk in requests.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT request_id, asked, spoken FROM language_confirmation WHERE request_id IN ",
                );
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<(Uuid, String, String)>().fetch_all(c).await?
            });
            for (request, asked, spoken) in rows {
                let pair = (LanguageCode(asked), LanguageCode(spoken));
                found.entry(RequestId(request)).or_default().insert(pair);
            }
        }
        Ok(found)
    }
}
