//! Simultaneous requests.

use edgecase_core::profile::CollapsePrivate;

use super::Model;
use super::directives::Directives;
use super::fetch::{Fetched, How};
use super::going::Going;
use super::page::Page;
use super::visit::{Entered, Final, Visit};
use crate::flaw::PipelineFlaw;
use crate::scenario::{CacheWord, Moment, Request, StepAnswer};

/// A request that others may follow, with its answer.
struct Leader {
    going: Going,
    fetched: Fetched,
    page: Option<Page>,
}

impl Model<'_> {
    /// Serves requests that arrive at the same time; one alone is a batch of one.
    pub(super) fn serve(&mut self, requests: &[Request]) -> Vec<StepAnswer> {
        let mut visits: Vec<Visit> = requests.iter().map(|request| self.enter(request)).collect();
        let mut leaders = Vec::new();
        let mut ends = Vec::new();
        for visit in &mut visits {
            ends.push(self.answer(visit, &mut leaders));
        }
        self.refresh_after(&mut visits);
        let pairs = visits.into_iter().zip(ends);
        pairs.map(|(visit, (end, word))| self.shown(visit, end, word)).collect()
    }

    fn answer(&mut self, visit: &mut Visit, leaders: &mut Vec<Leader>) -> (Final, CacheWord) {
        let going = match visit.entered.clone() {
            Entered::Refused(end) => return (*end, CacheWord::None),
            Entered::Stopped(answer) => {
                let fetched = Fetched::at_viewer_request(answer);
                return self.end(visit, &fetched);
            }
            Entered::Going(going) => *going,
        };
        if !self.may_share(&going) {
            let fetched = self.fetch_for(visit, &going);
            return self.end(visit, &fetched);
        }
        let leader = leaders.iter().find(|leader| leads(&leader.going, &going));
        match leader.filter(|_| !self.has(PipelineFlaw::NobodyWaits)) {
            None => {
                let fetched = self.fetch_for(visit, &going);
                let page = self.page_for(visit, &fetched.answer);
                let end = self.conclude(visit, &fetched, page.as_ref());
                let word = fetched.word;
                leaders.push(Leader { going, fetched, page });
                (end, word)
            }
            Some(leader) if self.is_shared(&going, &leader.fetched) => {
                self.follow(visit, &going, leader)
            }
            Some(_) => {
                let mut alone = going;
                alone.looked = self.look(&alone, &mut visit.diary);
                let fetched = self.fetch_for(visit, &alone);
                self.end(visit, &fetched)
            }
        }
    }

    fn end(&mut self, visit: &mut Visit, fetched: &Fetched) -> (Final, CacheWord) {
        let page = self.page_for(visit, &fetched.answer);
        (self.conclude(visit, fetched, page.as_ref()), fetched.word)
    }

    fn fetch_for(&mut self, visit: &mut Visit, going: &Going) -> Fetched {
        self.fetch(going, &mut visit.diary, &mut visit.refreshes)
    }

    /// Tells whether a leader's response is for others too.
    fn is_shared(&self, going: &Going, fetched: &Fetched) -> bool {
        let directives = Directives::of(&fetched.answer.headers, &self.reading);
        let is_private =
            directives.blocks() || directives.max_age == Some(0) || directives.s_maxage == Some(0);
        match self.reading.collapse_private {
            _ if !is_private || self.has(PipelineFlaw::PrivateShared) => true,
            CollapsePrivate::ByMinTtl => self.lifetimes(going).min > 0,
            CollapsePrivate::NeverShare => false,
        }
    }

    /// Gives a request the answer of the one that it waited for.
    fn follow(&mut self, visit: &mut Visit, going: &Going, leader: &Leader) -> (Final, CacheWord) {
        let Leader { going: led, fetched, page } = leader;
        if let Some((slot, copy)) = fetched.at_last_cache.clone() {
            let copy = self.handed_down(copy);
            let own = going.chain.iter().rev().filter(|layer| !led.chain.contains(layer));
            for layer in own {
                if self.store.get(layer, slot, &going.key).as_ref() != Some(&copy) {
                    let ttl = copy.ttl(self.now);
                    visit.diary.note(Moment::Store { layer: layer.clone(), ttl });
                    self.store.put(layer, slot, &going.key, copy.clone());
                }
            }
        }
        let stood_in = fetched.how == How::StoodIn;
        let followed = Fetched {
            how: How::Followed { stood_in },
            word: CacheWord::Hit,
            age: None,
            ..fetched.clone()
        };
        let page = page.clone().map(|page| Page { age: None, ..page });
        (self.conclude(visit, &followed, page.as_ref()), CacheWord::Hit)
    }

    /// Runs the refreshes of a batch: one for all requests with the same copy, unless cookies go
    /// with them.
    fn refresh_after(&mut self, visits: &mut [Visit]) {
        let mut done: Vec<Going> = Vec::new();
        for visit in visits {
            for going in std::mem::take(&mut visit.refreshes) {
                let behavior = self.behavior(going.behavior);
                let alone = super::policy::forwards_cookies(behavior);
                let same = |other: &Going| {
                    other.slot == going.slot
                        && other.key == going.key
                        && other.chain.last() == going.chain.last()
                };
                if alone || !done.iter().any(same) {
                    self.refresh_in_background(&going, &mut visit.background);
                    done.push(going);
                }
            }
        }
    }
}

/// Tells whether a request follows another one.
fn leads(leader: &Going, going: &Going) -> bool {
    leader.ask.method == going.ask.method
        && leader.key == going.key
        && leader.chain.last() == going.chain.last()
}
