//! Asking the caches.

use super::Model;
use super::diary::Diary;
use super::going::Going;
use super::stale;
use super::store::{Asked, Looked, Slot, Stored, Usable};
use crate::flaw::PipelineFlaw;
use crate::scenario::{Found, Moment};

impl Model<'_> {
    /// Asks the caches on a request's way, one after the other, until one has something of use.
    pub(super) fn look(&self, going: &Going, diary: &mut Diary) -> Looked {
        let mut looked = Looked::default();
        let reloads = going.ask.headers.joined("cache-control").contains("no-cache")
            && self.has(PipelineFlaw::ReloadHeeded);
        for layer in &going.chain {
            let (slot, found, copy) = self.look_into(going, layer);
            diary.note(Moment::Lookup { layer: layer.clone(), found });
            if let Some(copy) = copy.clone().filter(|_| is_usable(found) && !reloads) {
                looked.usable = Some(Usable { layer: layer.clone(), slot, found, copy });
                break;
            }
            looked.passed.push(Asked { layer: layer.clone(), copy });
        }
        looked
    }

    /// Returns what every cache on a request's way has in the request's slot.
    pub(super) fn pass_all(&self, going: &Going) -> Vec<Asked> {
        let asked = |layer: &String| Asked {
            layer: layer.clone(),
            copy: self.store.get(layer, going.slot, &going.key),
        };
        going.chain.iter().map(asked).collect()
    }

    fn look_into(&self, going: &Going, layer: &str) -> (Slot, Found, Option<Stored>) {
        let ttl = self.lifetimes(going);
        if going.slot == Slot::Head && !self.has(PipelineFlaw::HeadOnItsOwn) {
            let copy = self.store.get(layer, Slot::Get, &going.key);
            let found = stale::found(copy.as_ref(), ttl, self.now, &self.reading);
            if is_usable(found) {
                return (Slot::Get, found, copy);
            }
        }
        let copy = self.store.get(layer, going.slot, &going.key);
        let another = |copy: &Stored| {
            let names = copy.headers.joined("vary");
            names.split(',').any(|name| going.ask.headers.has(name.trim()))
        };
        let copy = copy.filter(|copy| !(another(copy) && self.has(PipelineFlaw::VaryHeeded)));
        (going.slot, stale::found(copy.as_ref(), ttl, self.now, &self.reading), copy)
    }
}

const fn is_usable(found: Found) -> bool {
    match found {
        Found::Fresh | Found::Negative | Found::Held | Found::Revalidating => true,
        Found::Expired | Found::Nothing => false,
    }
}
