//! What was said after an appointment, what is still missing, and who may be thanked or told of days to come?

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::review::{Feedback, Grade};
use crate::ids::{AccountId, AssignmentId, ContactId, OutboxId, PersonId, RequestId};

/// What a requester said about an appointment that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequesterReport {
    /// Whether it took place.
    pub happened: bool,
    /// How long it took, if they said so.
    pub minutes: Option<i64>,
}

/// A proof of service that is missing on one side or on both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnprovenRow {
    /// Assignment that is over.
    pub assignment: AssignmentId,
    /// Its request.
    pub request: RequestId,
    /// Who was there.
    pub person: PersonId,
    /// End as agreed.
    pub ends_at: DateTime<Utc>,
    /// Whether the volunteer has not said anything.
    pub volunteer: bool,
    /// Whether the requester has not said anything.
    pub requester: bool,
}

/// A question of the office to a requester.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Key.
    pub id: Uuid,
    /// About which request.
    pub request: RequestId,
    /// What is asked.
    pub question: String,
    /// Who asks.
    pub asked_by: Option<AccountId>,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The answer.
    pub answer: Option<String>,
    /// When it came.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Days on which schools talk to parents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsultationPeriod {
    /// Key.
    pub id: Uuid,
    /// Name, as schools know it.
    pub title: String,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
    /// Until when schools say what they need.
    pub register_by: NaiveDate,
    /// When schools were told.
    pub told_at: Option<DateTime<Utc>>,
}

impl Tx {
    /// Appointments that ended in `from..to` and have no proof of service yet, in order of their end. One that was
    /// entered only after its end is the office's own affair.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unproven(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<UnprovenRow>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, Uuid, Uuid, DateTime<Utc>, bool, bool),
            "SELECT a.id, a.request_id, a.person_id, a.ends_at, d.assignment_id IS NULL, q.request_id IS NULL
             FROM assignment a JOIN request r ON r.id = a.request_id
             LEFT JOIN done_report d ON d.assignment_id = a.id
             LEFT JOIN requester_report q ON q.request_id = a.request_id
             LEFT JOIN request_outcome o ON o.request_id = a.request_id
             WHERE a.state = 'confirmed' AND a.ends_at >= $1 AND a.ends_at < $2 AND a.created_at < a.ends_at
               AND r.state IN ('confirmed', 'held') AND o.recorded_by IS NULL
               AND (d.assignment_id IS NULL OR q.request_id IS NULL)
             ORDER BY a.ends_at, a.id LIMIT 5000",
            from,
            to,
        );
        let row = |(assignment, request, person, ends_at, volunteer, requester)| UnprovenRow {
            assignment: AssignmentId(assignment),
            request: RequestId(request),
            person: PersonId(person),
            ends_at,
            volunteer,
            requester,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Whether the volunteer of this assignment has said how it went.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_done_reported(&mut self, assignment: AssignmentId) -> Result<bool, StoreError> {
        let sql = "SELECT assignment_id FROM done_report WHERE assignment_id = $1";
        Ok(fetch_optional!(self, (Uuid,), sql, assignment.0).is_some())
    }

    /// What volunteers said about the appointments of a request that stand: whether it took place, and how long.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn done_reports_of(&mut self, request: RequestId) -> Result<Vec<RequesterReport>, StoreError> {
        let rows = fetch_all!(
            self,
            (bool, Option<i64>),
            "SELECT d.happened, d.minutes FROM done_report d JOIN assignment a ON a.id = d.assignment_id
             WHERE a.request_id = $1 AND a.state = 'confirmed' ORDER BY d.assignment_id",
            request.0,
        );
        let row = |(happened, minutes)| RequesterReport { happened, minutes };
        Ok(rows.into_iter().map(row).collect())
    }

    /// What the requester said about a request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requester_report(
        &mut self,
        request: RequestId,
    ) -> Result<Option<RequesterReport>, StoreError> {
        let found = fetch_optional!(
            self,
            (bool, Option<i64>),
            "SELECT happened, minutes FROM requester_report WHERE request_id = $1",
            request.0,
        );
        Ok(found.map(|(happened, minutes)| RequesterReport { happened, minutes }))
    }

    /// Writes down what the requester says, in place of what was said before.
    ///
    /// # Errors
    /// When the database fails or the request is unknown.
    pub async fn set_requester_report(
        &mut self,
        request: RequestId,
        report: RequesterReport,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO requester_report (request_id, happened, minutes, reported_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (request_id) DO UPDATE SET
                 happened = excluded.happened, minutes = excluded.minutes, reported_at = excluded.reported_at",
            request.0,
            report.happened,
            report.minutes,
            now,
        );
        Ok(())
    }

    /// What the requester answered to the two questions about a request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feedback(&mut self, request: RequestId) -> Result<Feedback, StoreError> {
        let found = fetch_optional!(
            self,
            (Option<String>, Option<String>),
            "SELECT understanding, arranging FROM requester_feedback WHERE request_id = $1",
            request.0,
        );
        let Some((understanding, arranging)) = found else {
            return Ok(Feedback::default());
        };
        let at = Place {
            table: "requester_feedback",
            row: request,
        };
        Ok(Feedback {
            understanding: at.word_or_none("understanding", understanding.as_deref(), Grade::parse)?,
            arranging: at.word_or_none("arranging", arranging.as_deref(), Grade::parse)?,
        })
    }

    /// Writes the answers down, in place of earlier ones.
    ///
    /// # Errors
    /// When the database fails or the request is unknown.
    pub async fn set_feedback(
        &mut self,
        request: RequestId,
        said: Feedback,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO requester_feedback (request_id, understanding, arranging, given_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (request_id) DO UPDATE SET understanding = excluded.understanding,
                 arranging = excluded.arranging, given_at = excluded.given_at",
            request.0,
            said.understanding.map(Grade::as_str),
            said.arranging.map(Grade::as_str),
            now,
        );
        Ok(())
    }

    /// Volunteers who want to be thanked, with the number of their appointments that took place until `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_to_thank(&mut self, now: DateTime<Utc>) -> Result<Vec<(PersonId, i64)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, i64),
            "SELECT m.person_id, COUNT(*) FROM person_mail m JOIN person p ON p.id = m.person_id
             JOIN assignment a ON a.person_id = p.id JOIN request r ON r.id = a.request_id
             WHERE m.thanks AND p.state = 'active' AND p.channel = 'email' AND p.email IS NOT NULL
               AND p.email_failed_at IS NULL AND a.state = 'confirmed' AND a.ends_at <= $1 AND r.state <> 'not_held'
             GROUP BY m.person_id ORDER BY m.person_id LIMIT 5000",
            now,
        );
        Ok(rows
            .into_iter()
            .map(|(id, count)| (PersonId(id), count))
            .collect())
    }

    /// Adds a question.
    ///
    /// # Errors
    /// When the database fails or the request is unknown.
    pub async fn insert_question(&mut self, question: &QuestionRow) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO request_question (id, request_id, question, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)",
            question.id,
            question.request.0,
            &question.question,
            question.asked_by.map(|by| by.0),
            question.asked_at,
        );
        Ok(())
    }

    /// The questions about a request, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn questions_of(&mut self, request: RequestId) -> Result<Vec<QuestionRow>, StoreError> {
        let rows = fetch_all!(
            self,
            (
                Uuid,
                String,
                Option<Uuid>,
                DateTime<Utc>,
                Option<String>,
                Option<DateTime<Utc>>
            ),
            "SELECT id, question, asked_by, asked_at, answer, answered_at FROM request_question
             WHERE request_id = $1 ORDER BY asked_at, id LIMIT 100",
            request.0,
        );
        let row = |(id, question, asked_by, asked_at, answer, answered_at): (_, _, Option<Uuid>, _, _, _)| {
            QuestionRow {
                id,
                request,
                question,
                asked_by: asked_by.map(AccountId),
                asked_at,
                answer,
                answered_at,
            }
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Answers a question that is open; `false` when it is not (any more).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_question(
        &mut self,
        request: RequestId,
        id: Uuid,
        answer: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE request_question SET answer = $3, answered_at = $4
             WHERE id = $1 AND request_id = $2 AND answered_at IS NULL",
            id,
            request.0,
            answer,
            now,
        );
        Ok(changed == 1)
    }

    /// Deletes questions asked before then, with their answers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_questions(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM request_question WHERE asked_at < $1",
            before
        ))
    }

    /// Adds days on which schools talk to parents.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_consultation_period(
        &mut self,
        period: &ConsultationPeriod,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO consultation_period (id, title, first_day, last_day, register_by)
             VALUES ($1, $2, $3, $4, $5)",
            period.id,
            &period.title,
            period.first_day,
            period.last_day,
            period.register_by,
        );
        Ok(())
    }

    /// Those that end on or after a day, next first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn consultation_periods(
        &mut self,
        from: NaiveDate,
    ) -> Result<Vec<ConsultationPeriod>, StoreError> {
        let rows = fetch_all!(
            self,
            (
                Uuid,
                String,
                NaiveDate,
                NaiveDate,
                NaiveDate,
                Option<DateTime<Utc>>
            ),
            "SELECT id, title, first_day, last_day, register_by, told_at FROM consultation_period
             WHERE last_day >= $1 ORDER BY first_day, id LIMIT 100",
            from,
        );
        let row = |(id, title, first_day, last_day, register_by, told_at)| ConsultationPeriod {
            id,
            title,
            first_day,
            last_day,
            register_by,
            told_at,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Removes such days; `false` when schools were told already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_consultation_period(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM consultation_period WHERE id = $1 AND told_at IS NULL";
        Ok(execute!(self, sql, id) == 1)
    }

    /// Notes that schools were told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_period_told(&mut self, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE consultation_period SET told_at = $2 WHERE id = $1",
            id,
            now
        );
        Ok(())
    }

    /// One contact of each school whom mails reach: the mailbox, else whoever is there longest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_of_schools(&mut self) -> Result<Vec<ContactId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, Uuid),
            "SELECT c.organisation_id, c.id FROM contact c JOIN organisation o ON o.id = c.organisation_id
             WHERE o.kind = 'school'
               AND NOT EXISTS (SELECT 1 FROM contact_mail_failure f WHERE f.contact_id = c.id)
             ORDER BY c.organisation_id, CASE c.kind WHEN 'mailbox' THEN 0 ELSE 1 END, c.id LIMIT 5000",
        );
        let mut chosen = Vec::new();
        let mut last = None;
        for (organisation, contact) in rows {
            if last != Some(organisation) {
                chosen.push(ContactId(contact));
                last = Some(organisation);
            }
        }
        Ok(chosen)
    }

    /// Keeps where a mail goes whose recipient is forgotten by the time it leaves.
    ///
    /// # Errors
    /// When the database fails or the mail is unknown.
    pub async fn set_outbox_address(
        &mut self,
        mail: OutboxId,
        name: &str,
        email: &str,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO outbox_address (outbox_id, name, email) VALUES ($1, $2, $3)",
            mail.0,
            name,
            email,
        );
        Ok(())
    }

    /// Name and address kept for a mail.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_address(&mut self, mail: OutboxId) -> Result<Option<(String, String)>, StoreError> {
        let sql = "SELECT name, email FROM outbox_address WHERE outbox_id = $1";
        Ok(fetch_optional!(self, (String, String), sql, mail.0))
    }

    /// Deletes the addresses of mails that have left or never will.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_outbox_addresses(&mut self) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM outbox_address WHERE outbox_id IN (SELECT id FROM outbox WHERE state <> 'pending')",
        ))
    }
}
