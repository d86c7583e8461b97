//! A weighted sum, and gradient-boosted regression trees over what it leaves (Friedman 2001, "Greedy Function
//! Approximation: A Gradient Boosting Machine"): each tree adds to the log odds what those before it left over. They see
//! what the sum cannot: that something counts only where something else is there too. The sum holds where questions are
//! unlike those that the trees have seen.

/// What stands at one place of a tree. Trees stand in preorder: behind a split comes its lower side.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// What the tree adds from here, on average over what it was learnt from; at a leaf, what it adds.
    value: f32,
    split: Option<Split>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Split {
    /// The place of the feature that is looked at.
    feature: u16,
    /// From more than this on, the upper side holds.
    threshold: f32,
    /// How many nodes the lower side has.
    lower: u16,
}

/// A weighted sum and trees that come to a log odds together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trees {
    nodes: Vec<Node>,
    /// The places of their first nodes.
    roots: Vec<u32>,
    /// What each feature counts in the sum.
    weights: Vec<f32>,
}

impl Trees {
    /// Reads what `scripts/fit_decision.py` writes: features with their weights, a line each, and a blank line before each
    /// tree; a node a line, as its value or as its value, feature, threshold and number of nodes on the lower side.
    ///
    /// # Errors
    ///
    /// The number of the first line that is nothing of this, or whose feature is not among `features`.
    pub(super) fn read(text: &str, features: &[&str]) -> Result<Self, usize> {
        let mut trees = Trees { nodes: Vec::new(), roots: Vec::new(), weights: vec![0.0; features.len()] };
        let place_of = |feature: &str| features.iter().position(|name| *name == feature);
        for (number, line) in text.lines().enumerate() {
            let failed = number + 1;
            let fields: Vec<&str> = line.split(' ').collect();
            let node = match fields[..] {
                [""] => {
                    trees.roots.push(u32::try_from(trees.nodes.len()).map_err(|_| failed)?);
                    continue;
                }
                [feature, weight] => {
                    let place = place_of(feature).ok_or(failed)?;
                    trees.weights[place] = weight.parse().map_err(|_| failed)?;
                    continue;
                }
                [value] => Node { value: value.parse().map_err(|_| failed)?, split: None },
                [value, feature, threshold, lower] => {
                    let place = place_of(feature).ok_or(failed)?;
                    let split = Split {
                        feature: u16::try_from(place).map_err(|_| failed)?,
                        threshold: threshold.parse().map_err(|_| failed)?,
                        lower: lower.parse().map_err(|_| failed)?,
                    };
                    Node { value: value.parse().map_err(|_| failed)?, split: Some(split) }
                }
                _ => return Err(failed),
            };
            if trees.roots.is_empty() {
                return Err(failed);
            }
            trees.nodes.push(node);
        }
        Ok(trees)
    }

    /// The log odds for the values of the features, in the order in which they were named.
    pub(super) fn log_odds(&self, features: &[f32]) -> f32 {
        let leaves = self.roots.iter().filter_map(|root| self.path(*root, features).last());
        let sum: f32 = self.weights.iter().zip(features).map(|(weight, x)| weight * x).sum();
        sum + leaves.map(|(_, value)| value).sum::<f32>()
    }

    /// What each feature adds to the log odds, and what they start from: beside its weight, a split adds what the side that
    /// it leads to has more than the two together (Saabas 2014, "Interpreting random forests").
    pub(super) fn contributions(&self, features: &[f32]) -> (Vec<f32>, f32) {
        let mut by: Vec<f32> = self.weights.iter().zip(features).map(|(weight, x)| weight * x).collect();
        let mut start = 0.0;
        for root in &self.roots {
            let mut before: Option<(Option<usize>, f32)> = None;
            for (feature, value) in self.path(*root, features) {
                match before {
                    Some((Some(split), whole)) => by[split] += value - whole,
                    _ => start += value,
                }
                before = Some((feature, value));
            }
        }
        (by, start)
    }

    /// The nodes from a tree's root to the leaf that holds: the feature that is looked at, and the value.
    fn path(&self, root: u32, features: &[f32]) -> impl Iterator<Item = (Option<usize>, f32)> {
        let mut next = Some(root as usize);
        std::iter::from_fn(move || {
            let at = next?;
            let node = self.nodes.get(at)?;
            let feature = node.split.map(|split| usize::from(split.feature));
            next = node.split.map(|split| {
                let upper = features.get(usize::from(split.feature)).is_some_and(|x| *x > split.threshold);
                at + 1 + if upper { usize::from(split.lower) } else { 0 }
            });
            Some((feature, node.value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A weight, and two trees: rain counts, and wind where there is rain.
    const TEXT: &str = "wind 0.5\n\n0 rain 0.5 1\n-1\n1\n\n0.25 rain 0.5 1\n0\n0.5 wind 2 1\n0\n1";

    fn trees() -> Trees {
        Trees::read(TEXT, &["wind", "rain"]).expect("it is written as it must be")
    }

    #[test]
    fn each_tree_adds_the_leaf_that_holds() {
        let trees = trees();
        let cases: &[([f32; 2], f32)] =
            &[([0.0, 0.0], -1.0), ([9.0, 0.5], 3.5), ([2.0, 1.0], 2.0), ([2.5, 1.0], 3.25)];
        for (features, odds) in cases {
            assert_eq!(trees.log_odds(features), *odds, "{features:?}");
        }
    }

    #[test]
    fn what_the_features_add_is_all_of_it() {
        let trees = trees();
        assert_eq!(trees.contributions(&[2.5, 1.0]), (vec![1.75, 1.25], 0.25));
        for features in [[0.0, 0.0], [2.0, 1.0], [2.5, 1.0]] {
            let (by, start) = trees.contributions(&features);
            assert!((start + by.iter().sum::<f32>() - trees.log_odds(&features)).abs() < 1e-6);
        }
    }

    #[test]
    fn a_line_that_is_no_node_is_named() {
        let cases = [
            ("x", 1),
            ("1", 1),
            ("snow 1", 1),
            ("rain 0\n\n1 rain 0.5", 3),
            ("\n1 snow 0.5 1\n1\n1", 2),
            ("\n1 rain much 1", 2),
        ];
        for (text, line) in cases {
            assert_eq!(Trees::read(text, &["wind", "rain"]), Err(line), "{text}");
        }
    }
}
