//! What do all forms and lists share? Faults beside their fields, choices, and paging.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::Rejection;

/// One fault of a form, as a message id (`rejection-…`) with its placeholders.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fault {
    pub(crate) field: String,
    pub(crate) code: String,
    pub(crate) args: BTreeMap<&'static str, String>,
}

impl From<Rejection> for Fault {
    fn from(rejection: Rejection) -> Self {
        Self {
            field: rejection.field,
            code: rejection.code.to_owned(),
            args: rejection.args.into_iter().collect(),
        }
    }
}

/// One entry of a select.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
}

impl Choice {
    /// An entry.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// Where a list stands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Pager {
    /// Entries in all.
    pub(crate) total: u64,
    /// Number of the first entry shown, from 1; 0 when the list is empty.
    pub(crate) first: u64,
    /// Number of the last entry shown.
    pub(crate) last: u64,
    /// This page, from 1.
    pub(crate) page: u64,
    /// Pages in all, at least 1.
    pub(crate) pages: u64,
    /// Address of the page before.
    pub(crate) previous: Option<String>,
    /// Address of the next page.
    pub(crate) next: Option<String>,
}

impl Pager {
    /// The pager of page `page` (from 1) of `total` entries, `size` to a page; `url` makes the address of a page.
    pub(crate) fn new(total: u64, page: u64, size: u64, url: impl Fn(u64) -> String) -> Self {
        let size = size.max(1);
        let pages = total.div_ceil(size).max(1);
        let page = page.clamp(1, pages);
        let first = if total == 0 { 0 } else { (page - 1) * size + 1 };
        Self {
            total,
            first,
            last: (page * size).min(total),
            page,
            pages,
            previous: (page > 1).then(|| url(page - 1)),
            next: (page < pages).then(|| url(page + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_knows_its_ends() {
        let url = |n| format!("?page={n}");
        let empty = Pager::new(0, 7, 50, url);
        assert_eq!(
            (empty.first, empty.last, empty.pages, empty.previous, empty.next),
            (0, 0, 1, None, None)
        );
        let middle = Pager::new(120, 2, 50, url);
        assert_eq!((middle.first, middle.last), (51, 100));
        assert_eq!(
            (middle.previous.as_deref(), middle.next.as_deref()),
            (Some("?page=1"), Some("?page=3"))
        );
    }
}
