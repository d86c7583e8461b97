//! All views in memory, and the one place where they change. Reading takes a lock for as long as it takes to copy a reference; a write builds what it
//! changes beside, and swaps it in.

use super::View;
use super::held::Held;
use super::own::{Own, Touched};
use super::sight::Sight;
use crate::fact::Scope;
use crate::search::LayerWords;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// A server with facts of its own. Its index is built when somebody first asks there.
#[derive(Debug)]
struct Server {
    below: Arc<Sight>,
    own: Arc<Own>,
    sight: OnceLock<Arc<Sight>>,
}

#[derive(Debug)]
struct Current {
    ground: Arc<Sight>,
    owners: Arc<Own>,
    /// What everyone sees.
    shared: Arc<Sight>,
    servers: HashMap<u64, Arc<Server>>,
}

/// All views.
#[derive(Debug)]
pub(super) struct Views {
    current: RwLock<Current>,
    /// How often a layer changed.
    changes: AtomicU64,
}

impl Views {
    /// From the shipped layer's index and what the other layers say; with words of the owners' layer, if they were
    /// kept.
    pub(super) fn new(ground: Sight, mut layers: BTreeMap<Scope, Own>, words: LayerWords) -> Self {
        let ground = Arc::new(ground);
        let owners = Arc::new(layers.remove(&Scope::Owners).unwrap_or_default());
        let shared = shared(&ground, &owners, words);
        let server = |(scope, own): (Scope, Own)| match scope {
            Scope::Server(id) => Some((id, Arc::new(Server::new(&shared, Arc::new(own))))),
            Scope::Shipped | Scope::Owners => None,
        };
        let servers = layers.into_iter().filter_map(server).collect();
        Self { current: RwLock::new(Current { ground, owners, shared, servers }), changes: AtomicU64::new(0) }
    }

    /// What a view answers from.
    pub(super) fn sight(&self, view: View) -> Arc<Sight> {
        let server = {
            let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
            match view {
                View::Everyone => None,
                View::Server(id) => current.servers.get(&id).cloned(),
            }
            .ok_or_else(|| Arc::clone(&current.shared))
        };
        match server {
            Ok(server) => Arc::clone(server.sight()),
            Err(shared) => shared,
        }
    }

    /// What the layers below the view's own answer from.
    pub(super) fn below(&self, view: View) -> Arc<Sight> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(match view {
            View::Everyone => &current.ground,
            View::Server(_) => &current.shared,
        })
    }

    /// What the view's own layer says.
    pub(super) fn own(&self, view: View) -> Arc<Own> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        match view {
            View::Everyone => Arc::clone(&current.owners),
            View::Server(id) => current.servers.get(&id).map(|server| Arc::clone(&server.own)).unwrap_or_default(),
        }
    }

    /// Swaps in what the view's own layer says now. One caller at a time: the writer.
    pub(super) fn replace(&self, view: View, own: Own, touched: Touched) {
        self.changes.fetch_add(1, Ordering::Relaxed);
        let before = self.sight(view);
        let own = Arc::new(own);
        match view {
            View::Everyone => {
                let (ground, had_own) = {
                    let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
                    (Arc::clone(&current.ground), !Arc::ptr_eq(&current.ground, &current.shared))
                };
                let sight = if had_own { before.after(&own, touched) } else { Sight::over(&ground, &own) };
                let shared = Arc::new(sight);
                let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
                // Servers' indexes lie over the one that goes; each is built anew when somebody next asks there.
                for server in current.servers.values_mut() {
                    *server = Arc::new(Server::new(&shared, Arc::clone(&server.own)));
                }
                (current.owners, current.shared) = (own, shared);
            }
            View::Server(id) => {
                let (shared, known) = {
                    let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
                    (Arc::clone(&current.shared), current.servers.contains_key(&id))
                };
                let sight = if known { before.after(&own, touched) } else { Sight::over(&shared, &own) };
                let server = Server { below: shared, own, sight: OnceLock::from(Arc::new(sight)) };
                self.current.write().unwrap_or_else(PoisonError::into_inner).servers.insert(id, Arc::new(server));
            }
        }
    }

    /// Forgets a server.
    pub(super) fn remove(&self, server: u64) {
        self.changes.fetch_add(1, Ordering::Relaxed);
        self.current.write().unwrap_or_else(PoisonError::into_inner).servers.remove(&server);
    }
}

impl Views {
    /// How often a layer changed.
    pub(super) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    /// What all layers say. The caller keeps writers away.
    pub(super) fn held(&self) -> Held {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let index = current.ground.index();
        let servers = current.servers.iter().map(|(id, server)| (Scope::Server(*id), (*server.own).clone()));
        let layers = servers.chain([(Scope::Owners, (*current.owners).clone())]);
        Held {
            subjects: index.subjects().iter().map(|doc| Arc::clone(&doc.subject)).collect(),
            sources: index.sources().cloned().collect(),
            facts: index.facts().iter().map(|doc| Arc::clone(doc.fact)).collect(),
            layers: layers.filter(|(_, own)| !own.is_empty()).collect(),
            words: LayerWords::default(),
        }
    }
}

/// Without facts of the owners, everyone sees just what is shipped.
fn shared(ground: &Arc<Sight>, owners: &Own, words: LayerWords) -> Arc<Sight> {
    if owners.is_empty() { Arc::clone(ground) } else { Arc::new(Sight::over_with(ground, owners, words)) }
}

impl Server {
    fn new(below: &Arc<Sight>, own: Arc<Own>) -> Self {
        Self { below: Arc::clone(below), own, sight: OnceLock::new() }
    }

    fn sight(&self) -> &Arc<Sight> {
        self.sight.get_or_init(|| Arc::new(Sight::over(&self.below, &self.own)))
    }
}
