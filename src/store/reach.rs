//! Which rows of a list lie in the part of the office's work that somebody may see?

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::rows::{push_list, statement};
use super::{StoreError, Tx};
use crate::domain::rights::{Reach, Scope};
use crate::ids::OrganisationId;

/// How the rows of a list say what they belong to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Belonging {
    /// Requests, as `r`, with their place, as `l`.
    Request,
    /// Volunteers, as `p`.
    Person,
}

impl Belonging {
    /// SQL around the value a scope names: programme, district, carrier.
    const fn conditions(self) -> [(&'static str, &'static str); 3] {
        match self {
            Self::Request => [
                ("r.programme = ", ""),
                ("l.district = ", ""),
                ("r.organisation_id = ", ""),
            ],
            Self::Person => [
                (
                    "EXISTS (SELECT 1 FROM person_programme y WHERE y.person_id = p.id AND y.programme = ",
                    ")",
                ),
                ("p.district = ", ""),
                (
                    "EXISTS (SELECT 1 FROM person_carrier y WHERE y.person_id = p.id AND y.organisation_id = ",
                    ")",
                ),
            ],
        }
    }
}

impl Tx {
    /// Those of the organisations that lie in reach.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations_within(
        &mut self,
        reach: &Reach,
        ids: impl IntoIterator<Item = OrganisationId>,
    ) -> Result<BTreeSet<OrganisationId>, StoreError> {
        let mut districts: BTreeMap<OrganisationId, Vec<String>> = BTreeMap::new();
        if reach.is_narrow() {
            for place in self.locations().await? {
                districts
                    .entry(place.organisation)
                    .or_default()
                    .push(place.district);
            }
        }
        let of = |id: OrganisationId| districts.get(&id).map_or(&[][..], Vec::as_slice);
        Ok(ids
            .into_iter()
            .filter(|id| reach.covers_organisation(*id, of(*id)))
            .collect())
    }

    /// Those of the volunteers that lie in reach, in no order; at most a thousand are asked about.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_within(&mut self, ids: &[Uuid], reach: &Reach) -> Result<Vec<Uuid>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT p.id FROM person p WHERE p.id IN ");
            push_list!(query, ids);
            push_reach(&mut query, reach, Belonging::Person);
            query.build_query_as::<(Uuid,)>().fetch_all(c).await?
        });
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }
}

/// Appends what keeps everything out of a list that does not lie in reach.
pub(super) fn push_reach<DB>(query: &mut QueryBuilder<DB>, reach: &Reach, belonging: Belonging)
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
{
    let Reach::Parts(parts) = reach else { return };
    let [programme, district, carrier] = belonging.conditions();
    query.push(" AND (1 = 0");
    for Scope {
        programme: only_programme,
        district: only_district,
        carrier: only_carrier,
    } in parts
    {
        query.push(" OR (1 = 1");
        if let Some(id) = only_programme {
            query.push(" AND ").push(programme.0).push_bind(id.0.as_str());
            query.push(programme.1);
        }
        if let Some(code) = only_district {
            query.push(" AND ").push(district.0).push_bind(code.as_str());
            query.push(district.1);
        }
        if let Some(id) = only_carrier {
            query.push(" AND ").push(carrier.0).push_bind(id.0);
            query.push(carrier.1);
        }
        query.push(")");
    }
    query.push(")");
}
