//! What do the dice say, and how are things dealt out in given shares? The same on every machine.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Dice that repeat themselves. Each part of the city has a stream of its own, so that a change in one leaves the
/// others as they are.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of one part of the city.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number from 0 to `count - 1`; 0 when there is none.
    pub fn below(&mut self, count: usize) -> usize {
        // Done here instead of in `rand`, whose ways of drawing change between versions.
        let scaled = u64::from(self.0.next_u32()) * count as u64;
        (scaled >> 32) as usize
    }

    /// A number between two, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let count = usize::try_from(most - least + 1).unwrap_or(1);
        least + self.below(count) as i64
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    ///
    /// # Panics
    /// When there are none; all lists of the city are constants.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let position = self.below(things.len());
        things.get(position).expect("lists of the city are not empty")
    }

    /// Brings things out of order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }

    /// `count` things in these shares, out of order.
    pub fn deck<T: Clone>(&mut self, count: usize, shares: &[(T, u32)]) -> Deck<T> {
        let weights: Vec<u32> = shares.iter().map(|(_, share)| *share).collect();
        let mut cards: Vec<T> = shares
            .iter()
            .zip(portions(count, &weights))
            .flat_map(|((thing, _), portion)| std::iter::repeat_n(thing.clone(), portion))
            .collect();
        self.shuffle(&mut cards);
        Deck(cards)
    }
}

/// Things to be dealt, each once.
#[derive(Clone, Debug)]
pub struct Deck<T>(Vec<T>);

impl<T: Clone> Deck<T> {
    /// The first of those with the lowest rank. When all are dealt, nothing.
    pub fn deal<K: Ord>(&mut self, rank: impl Fn(&T) -> K) -> Option<T> {
        let (position, _) = self.0.iter().enumerate().min_by_key(|(_, card)| rank(card))?;
        Some(self.0.remove(position))
    }

    /// The next one.
    pub fn next(&mut self) -> Option<T> {
        self.deal(|_| 0)
    }

    /// All that are left, in order.
    pub fn rest(self) -> Vec<T> {
        self.0
    }
}

/// A whole divided in proportion to weights, without losing any (largest remainder, the earlier of equal ones first).
pub fn portions(whole: usize, weights: &[u32]) -> Vec<usize> {
    let sum = weights.iter().map(|w| *w as usize).sum::<usize>().max(1);
    let mut portions: Vec<usize> = weights.iter().map(|w| whole * *w as usize / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(whole * weights[i] as usize % sum));
    let missing = whole.saturating_sub(portions.iter().sum());
    for &position in order.iter().take(missing) {
        portions[position] += 1;
    }
    portions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_repeat_themselves_and_streams_differ() {
        let throw = |stream| {
            let mut dice = Dice::new(7, stream);
            (0..40).map(|_| dice.below(6)).collect::<Vec<_>>()
        };
        assert_eq!(throw(1), throw(1));
        assert_ne!(throw(1), throw(2));
        assert!((0..6).all(|side| throw(1).contains(&side)));
        // The same on every machine and with every later version.
        assert_eq!(throw(1)[..8], [3, 5, 0, 0, 5, 4, 2, 3]);
    }

    #[test]
    fn nothing_is_lost_when_shares_are_dealt() {
        assert_eq!(portions(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(portions(7, &[50, 25, 25]), [3, 2, 2]);
        assert_eq!(portions(0, &[1]), [0]);
        let mut deck = Dice::new(1, 1).deck(4, &[('a', 3), ('b', 1)]);
        assert_eq!(deck.deal(|c| *c != 'b'), Some('b'));
        assert_eq!(deck.deal(|c| *c != 'b'), Some('a'), "else another");
        assert_eq!(
            (deck.next(), deck.next(), deck.next()),
            (Some('a'), Some('a'), None)
        );
    }
}
