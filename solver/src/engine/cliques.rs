//! Which times of one person exclude each other, in groups as large as possible?
//!
//! A row "at most one of these" over a maximal clique of conflicts says more than one row per pair, and the search needs it. All
//! maximal cliques are listed; where there are too many, enough of them to cover every conflict.

/// A set of small numbers.
#[derive(Clone)]
struct Bits(Vec<u64>);

impl Bits {
    fn new(size: usize) -> Self {
        Bits(vec![0; size.div_ceil(64)])
    }

    fn insert(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn remove(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    fn contains(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    fn and(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn common(&self, other: &Bits) -> u32 {
        self.0
            .iter()
            .zip(&other.0)
            .map(|(a, b)| (a & b).count_ones())
            .sum()
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }

    fn first(&self) -> Option<usize> {
        self.iter().next()
    }
}

/// Maximal cliques that cover every edge and every vertex of a graph of `size` vertices.
pub(super) fn cover(size: usize, edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut near = vec![Bits::new(size); size];
    for &(a, b) in edges {
        near[a as usize].insert(b as usize);
        near[b as usize].insert(a as usize);
    }
    let mut everything = Bits::new(size);
    (0..size).for_each(|at| everything.insert(at));
    let mut search = Search {
        near: &near,
        found: Vec::new(),
        most: 20 * size + 50,
    };
    if search.extend(&mut Vec::new(), everything, Bits::new(size)) {
        return search.found;
    }
    greedily(&near, edges)
}

/// Bron and Kerbosch with pivots.
struct Search<'n> {
    near: &'n [Bits],
    found: Vec<Vec<u32>>,
    most: usize,
}

impl Search<'_> {
    /// False when there are too many cliques.
    fn extend(&mut self, clique: &mut Vec<u32>, mut open: Bits, mut done: Bits) -> bool {
        if open.is_empty() {
            if done.is_empty() {
                let mut found = clique.clone();
                found.sort_unstable();
                self.found.push(found);
            }
            return self.found.len() <= self.most;
        }
        let Some(pivot) = open
            .iter()
            .chain(done.iter())
            .max_by_key(|&at| self.near[at].common(&open))
        else {
            return true;
        };
        let branch: Vec<usize> = open.iter().filter(|&at| !self.near[pivot].contains(at)).collect();
        for at in branch {
            clique.push(at as u32);
            if !self.extend(clique, open.and(&self.near[at]), done.and(&self.near[at])) {
                return false;
            }
            clique.pop();
            open.remove(at);
            done.insert(at);
        }
        true
    }
}

/// One maximal clique for each edge that no earlier one covers, and one for each lonely vertex.
fn greedily(near: &[Bits], edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut open = near.to_vec();
    let mut found = Vec::new();
    for &(a, b) in edges {
        if !open[a as usize].contains(b as usize) {
            continue;
        }
        let mut clique = vec![a, b];
        let mut rest = near[a as usize].and(&near[b as usize]);
        while let Some(next) = rest.first() {
            clique.push(next as u32);
            rest = rest.and(&near[next]);
        }
        for &one in &clique {
            for &other in &clique {
                open[one as usize].remove(other as usize);
            }
        }
        clique.sort_unstable();
        found.push(clique);
    }
    found.extend(
        (0u32..)
            .zip(near)
            .filter(|(_, neighbours)| neighbours.is_empty())
            .map(|(at, _)| vec![at]),
    );
    found
}
