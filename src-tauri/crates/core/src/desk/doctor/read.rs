//! What does the doctor read, and in which order? Reads only; all at once where one does not wait for the other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;
use twilio_messaging::{AlertFilter, CountryCode, E164};

use crate::desk::jobs::{Job, Pace};
use crate::desk::preflight::each;
use crate::desk::preflight::reader::{Reader, slow};
use crate::desk::{Answer, Desk};
use crate::doctor::facts::{Alert, Alerts, Facts, Read, Reading, Route, SenderFacts, Unread};
use crate::ids::{JobId, SenderKey, WorkspaceId};
use crate::preflight::{in_the_us, whereabouts};
use crate::store::workspaces::facts as of_workspace;
use crate::store::{doctor as stored, handsets, senders, workspaces};
use crate::wire::*;
use crate::workspace::finding::findings;

/// Parts of a report that are read.
const PARTS: u32 = 6;
/// Countries that are asked about.
const COUNTRIES: usize = 20;
/// How far back Twilio's monitor can be asked.
const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Pages of alerts, of 1,000 each.
const ALERT_PAGES: usize = 5;

/// What is recorded of a workspace.
struct Recorded {
    senders: Vec<SenderFacts>,
    countries: BTreeSet<String>,
    data_centre: crate::data_centre::DataCentre,
    delivery_url: Option<String>,
}

impl Desk {
    /// Reads all that the doctor judges.
    pub(super) async fn facts_for_doctor(&self, workspace: WorkspaceId, job: &Job) -> Answer<Facts> {
        let pace = Mutex::new(job.pace(PARTS));
        let recorded = self.read(move |connection| recorded(connection, workspace)).await?;
        let (view, _, reader) = self.reader(workspace, true).await?;
        let mut countries: Vec<CountryCode> =
            recorded.countries.iter().filter_map(|code| code.parse().ok()).collect();
        let countries_left_out = countries.len().saturating_sub(COUNTRIES);
        countries.truncate(COUNTRIES);

        let of_account = async {
            let asked = self.recheck_access(workspace).await;
            step(&pace);
            asked
        };
        let of_senders = async {
            // Without a limit of time: a large account takes long, and the operator can cancel.
            let catalogue = self.catalogue_read(reader.account, true).await;
            let catalogue = catalogue
                .map(|(value, at)| Read { value, at })
                .map_err(|error| Unread { refused: false, reason: error.message });
            step(&pace);
            let mut services = BTreeSet::new();
            let mut wants_toll_free = false;
            if let Ok(catalogue) = &catalogue {
                for sender in &recorded.senders {
                    let (of_sender, toll_free) = in_the_us::asks(sender.kind, &sender.id, &catalogue.value);
                    services.extend(of_sender);
                    wants_toll_free |= toll_free;
                }
            }
            let registration = async {
                let read = tokio::join!(
                    each(&reader, services.into_iter().collect(), |reader, service: String| async move {
                        reader.campaigns(service).await
                    }),
                    async { if wants_toll_free { Some(reader.toll_free().await) } else { None } },
                );
                step(&pace);
                read
            };
            // After the catalogue, which they are judged from.
            let routes = async {
                let read = match &catalogue {
                    // An earlier reading, which the list of routes would show, is none for a report.
                    Ok(read) if read.value.state() == CatalogueState::Failed => {
                        Err(Unread { refused: false, reason: read.value.faults().join(" ") })
                    }
                    Ok(_) => self.routes_for_doctor(workspace).await,
                    Err(unread) => Err(unread.clone()),
                };
                step(&pace);
                read
            };
            let ((campaigns, toll_free), routes) = tokio::join!(registration, routes);
            (catalogue, campaigns, toll_free, routes)
        };
        let of_countries = async {
            let read =
                each(&reader, countries, |reader, country| async move { reader.permitted(country).await })
                    .await;
            step(&pace);
            read
        };
        let of_monitor = async {
            let read = alerts(&reader, self.now()).await;
            step(&pace);
            read
        };
        let (asked, (catalogue, campaigns, toll_free, routes), permitted, alerts) =
            tokio::join!(of_account, of_senders, of_countries, of_monitor);

        let at = self.now();
        let (account, asked) = match asked {
            Ok(workspace) => (workspace.account, Ok(Read { value: (), at })),
            Err(error) => (view, Err(Unread { refused: false, reason: error.message })),
        };
        // After the matrix was recorded, which some of the rules look at.
        let of_workspace = self
            .read(move |connection| of_workspace::read(connection, &workspaces::get(connection, workspace)?))
            .await?;
        let (routes, routes_unread) = match routes {
            Ok(routes) => (routes, None),
            Err(unread) => (BTreeMap::new(), Some(unread)),
        };
        Ok(Facts {
            data_centre: recorded.data_centre,
            delivery_url: recorded.delivery_url,
            keyword_management: of_workspace.keyword_management,
            has_default: of_workspace.has_default,
            senders: recorded.senders,
            account,
            asked,
            of_workspace: findings(&of_workspace),
            catalogue,
            routes,
            routes_unread,
            campaigns,
            toll_free,
            permitted,
            countries_left_out,
            alerts,
            at,
        })
    }

    /// How each sender stands, by the comparison that the list of routes shows; the account itself was just read.
    async fn routes_for_doctor(&self, workspace: WorkspaceId) -> Result<BTreeMap<SenderKey, Route>, Unread> {
        let not_read = |error: WireError| Unread { refused: false, reason: error.message };
        self.read_live(workspace, false, JobId::fresh()).await.map_err(not_read)?;
        let (views, _) = self.every_route(workspace).await.map_err(not_read)?;
        let routes = views.into_iter().map(|view| {
            let route = Route { reply: view.reply.destination, items: view.items, read_at: view.read_at };
            (view.sender.key, route)
        });
        Ok(routes.collect())
    }
}

fn step(pace: &Mutex<Pace>) {
    pace.lock().unwrap_or_else(PoisonError::into_inner).step();
}

fn recorded(
    connection: &rusqlite::Connection,
    workspace: WorkspaceId,
) -> Result<Recorded, crate::store::StoreError> {
    let everyone = SenderSelection::Matching { search: String::new() };
    let kept = senders::selected(connection, workspace, &everyone)?;
    let workspace = workspaces::get(connection, workspace)?;
    let country =
        |number: &str| number.parse::<E164>().ok().and_then(|number| whereabouts::of(&number).code());
    let mut texted: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (sender, recipient) in stored::texted(connection, workspace.id)? {
        texted.entry(sender).or_default().extend(country(&recipient));
    }
    let handsets = handsets::list(connection, workspace.id)?;
    let mut countries: BTreeSet<String> =
        handsets.iter().filter_map(|handset| country(&handset.number)).collect();
    countries.extend(texted.values().flatten().cloned());
    let senders = kept.into_iter().map(|sender| {
        let mut reaches = texted.get(&sender.sender_id).cloned().unwrap_or_default();
        reaches.extend(Some(sender.details.country).filter(|country| !country.is_empty()));
        countries.extend(reaches.iter().cloned());
        countries.extend(country(&sender.sender_id));
        SenderFacts {
            key: sender.key,
            name: sender.name,
            kind: sender.sender_type,
            id: sender.sender_id,
            supports_mms: sender.supports_mms,
            mo_custom: sender.details.mo_custom,
            reaches,
        }
    });
    let senders = senders.collect();
    Ok(Recorded {
        senders,
        countries,
        data_centre: workspace.data_centre,
        delivery_url: workspace.delivery_url,
    })
}

/// The alerts of the last 30 days, as many as are worth reading.
async fn alerts(reader: &Reader, now: At) -> Reading<Alerts> {
    let since = now.0.checked_sub(MONTH).ok();
    let read = async {
        let mut listing =
            reader.client.alerts(&AlertFilter { since, ..AlertFilter::default() }).page_size(1000);
        let mut seen = Vec::new();
        for _ in 0..ALERT_PAGES {
            let Some(page) = listing.next_page().await? else { break };
            seen.extend(page.into_iter().map(|alert| Alert {
                code: alert.error_code,
                says: alert.message(),
                level: alert.log_level.map(|level| level.to_string()),
                url: alert.request_url,
                service: alert.service_sid,
                at: alert.date_generated.or(alert.date_created).map(At::from),
            }));
        }
        let whole = !listing.has_more();
        Ok(Alerts { seen, whole })
    };
    match reader.in_time(read).await {
        Some(Ok(value)) => Ok(Read { value, at: now }),
        Some(Err(error)) => Err(reader.unread(&error)),
        None => Err(slow()),
    }
}
