//! Is the schema the same on both engines, and do its words agree with the program's?

use std::collections::BTreeMap;

use passgenau::calendar::school::SchoolHoliday;
use passgenau::domain::asking::{CallResult, HeldKind};
use passgenau::domain::assignment::AssignmentState;
use passgenau::domain::exclusion::ExclusionKind;
use passgenau::domain::import::{DoubleReason, ImportState, ParkedState};
use passgenau::domain::language::Level;
use passgenau::domain::money::CapPeriod;
use passgenau::domain::notice::OutboxState;
use passgenau::domain::offer::OfferState;
use passgenau::domain::organisation::{ContactKind, LocationKind, OrganisationKind};
use passgenau::domain::person::{Channel, Gender, Mobility, PersonState};
use passgenau::domain::plan::{CandidateRole, PlanState, WishKind};
use passgenau::domain::programme::{Mode, ProofKind};
use passgenau::domain::request::RequestState;
use passgenau::domain::review::{Grade, OutcomeKind, ReviewState};
use passgenau::domain::rights::Role;
use passgenau::domain::rules::RuleScope;

use crate::support::db::{Engine, TestDb};

/// Column by column: position, type, whether it may be empty.
type Columns = BTreeMap<String, Vec<(String, String, bool)>>;
/// Which column refers to which table, and which indexes a table has.
type Names = BTreeMap<String, Vec<String>>;

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_references_and_indexes() {
    if !Engine::Postgres.available() {
        return;
    }
    let (sqlite, postgres) = (
        TestDb::new(Engine::Sqlite).await,
        TestDb::new(Engine::Postgres).await,
    );
    let columns = sqlite_columns(&sqlite).await;
    assert!(columns.len() > 25, "only {} tables found", columns.len());
    assert_eq!(columns, postgres_columns(&postgres).await);
    assert_eq!(
        sqlite_references(&sqlite).await,
        postgres_references(&postgres).await
    );
    assert_eq!(sqlite_indexes(&sqlite).await, postgres_indexes(&postgres).await);
}

#[tokio::test]
async fn the_words_a_column_allows_are_those_the_program_knows() {
    let db = TestDb::new(Engine::Sqlite).await;
    let mut connection = db.sqlite_by_hand().await;
    let tables: Vec<(String, String)> =
        sqlx::query_as("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    let tables: BTreeMap<String, String> = tables.into_iter().collect();
    let allowed = |column: &str| -> Vec<String> {
        let (table, column) = column.split_once('.').unwrap();
        let sql = &tables[table];
        let begin = sql
            .find(&format!("CHECK ({column} IN ("))
            .unwrap_or_else(|| panic!("{table}.{column}"));
        let list = &sql[begin..][..sql[begin..].find("))").unwrap()];
        list.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
    };
    macro_rules! agree {
        ($($word:ident: $($column:literal),+;)+) => {$($(
            let known: Vec<&str> = $word::ALL.iter().map(|word| word.as_str()).collect();
            assert_eq!(allowed($column), known, $column);
        )+)+};
    }
    agree! {
        Level: "programme.german_min", "programme.language_min", "person_language.level",
            "person_language.understands", "request_seat.level";
        Mobility: "travel.mobility", "person.mobility";
        OrganisationKind: "organisation.kind";
        LocationKind: "location.kind";
        ContactKind: "contact.kind";
        SchoolHoliday: "school_holiday.kind";
        CapPeriod: "cap_regime.period";
        RuleScope: "refusal_rule.scope";
        ExclusionKind: "exclusion.kind";
        ReviewState: "request_review.state";
        OutcomeKind: "request_outcome.kind";
        Grade: "requester_feedback.understanding", "requester_feedback.arranging";
        Channel: "person.channel";
        Gender: "person.gender", "request.gender";
        PersonState: "person.state";
        ProofKind: "person_proof.kind";
        Mode: "request.mode";
        RequestState: "request.state";
        PlanState: "plan.state";
        WishKind: "plan_wish.kind";
        CandidateRole: "plan_candidate.role";
        OfferState: "offer.state";
        AssignmentState: "assignment.state";
        OutboxState: "outbox.state";
        Role: "account_grant.role";
        ImportState: "import_run.state";
        ParkedState: "import_parked.state";
        DoubleReason: "person_double.reason";
        HeldKind: "held_action.kind";
        CallResult: "offer_call.result";
    }
}

async fn sqlite_columns(db: &TestDb) -> Columns {
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT m.name, c.name, lower(c.type), c.\"notnull\" = 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'
         ORDER BY m.name, c.cid",
    )
    .fetch_all(&mut db.sqlite_by_hand().await)
    .await
    .unwrap();
    let mut columns = Columns::new();
    for (table, column, kind, empty) in rows {
        columns.entry(table).or_default().push((column, kind, empty));
    }
    columns
}

async fn postgres_columns(db: &TestDb) -> Columns {
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
         FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_%' ORDER BY table_name, ordinal_position",
    )
    .fetch_all(&mut db.postgres_by_hand().await)
    .await
    .unwrap();
    let mut columns = Columns::new();
    for (table, column, kind, empty) in rows {
        let kind = if kind == "timestamp with time zone" {
            "timestamptz".to_owned()
        } else {
            kind
        };
        columns.entry(table).or_default().push((column, kind, empty));
    }
    columns
}

async fn sqlite_references(db: &TestDb) -> Names {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT m.name, f.\"from\", f.\"table\", f.on_delete FROM sqlite_master m
         JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.\"from\"",
    )
    .fetch_all(&mut db.sqlite_by_hand().await)
    .await
    .unwrap();
    names(
        rows.into_iter()
            .map(|(table, from, to, delete)| (table, format!("{from} {to} {delete}"))),
    )
}

async fn postgres_references(db: &TestDb) -> Names {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text,
                CASE c.confdeltype WHEN 'c' THEN 'CASCADE' ELSE 'NO ACTION' END
         FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
         WHERE c.contype = 'f' ORDER BY 1, 2",
    )
    .fetch_all(&mut db.postgres_by_hand().await)
    .await
    .unwrap();
    names(
        rows.into_iter()
            .map(|(table, from, to, delete)| (table, format!("{from} {to} {delete}"))),
    )
}

async fn sqlite_indexes(db: &TestDb) -> Names {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY tbl_name, name",
    )
    .fetch_all(&mut db.sqlite_by_hand().await)
    .await
    .unwrap();
    names(rows)
}

async fn postgres_indexes(db: &TestDb) -> Names {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT tablename::text, indexname::text FROM pg_indexes
         WHERE schemaname = current_schema() AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key'
         ORDER BY tablename, indexname",
    )
    .fetch_all(&mut db.postgres_by_hand().await)
    .await
    .unwrap();
    names(rows)
}

fn names(rows: impl IntoIterator<Item = (String, String)>) -> Names {
    let mut names = Names::new();
    for (table, name) in rows {
        names.entry(table).or_default().push(name);
    }
    names.values_mut().for_each(|list| list.sort());
    names
}
