//! What the page may call. A command takes a draft, asks the desk, and answers; it decides nothing.
//!
//! A new command stands in three places: here, in `build.rs` and in the capability of `tauri.conf.json`; a test
//! compares them.

pub mod accounts;
pub mod apply;
pub mod discovery;
pub mod doctor;
pub mod history;
pub mod preflight;
pub mod replies;
pub mod routes;
pub mod senders;
pub mod setup;
pub mod share;
pub mod tests;
pub mod window;
pub mod workspaces;

use senderdesk_core::wire::WireError;
use tauri::State;

use crate::desk::HeldDesk;

/// What every command answers with.
type Answer<T> = Result<T, WireError>;

/// The desk behind a command.
type Held<'a> = State<'a, HeldDesk>;

/// Hands the list of all commands to a macro: `every_command!(tauri::generate_handler)`.
macro_rules! every_command {
    ($($taker:tt)+) => {
        $($taker)+![
            crate::commands::workspaces::desk_state,
            crate::commands::workspaces::desk_changes,
            crate::commands::workspaces::workspace,
            crate::commands::workspaces::open_practice,
            crate::commands::workspaces::check_workspace,
            crate::commands::workspaces::create_workspace,
            crate::commands::workspaces::update_workspace,
            crate::commands::workspaces::workspace_removal,
            crate::commands::workspaces::remove_workspace,
            crate::commands::workspaces::workspace_findings,
            crate::commands::workspaces::undo,
            crate::commands::workspaces::cancel_job,
            crate::commands::accounts::check_connect,
            crate::commands::accounts::connect,
            crate::commands::accounts::reauthenticate,
            crate::commands::accounts::try_other_regions,
            crate::commands::accounts::recheck_access,
            crate::commands::accounts::check_balance,
            crate::commands::accounts::balance_history,
            crate::commands::accounts::set_balance_floor,
            crate::commands::accounts::read_catalogue,
            crate::commands::accounts::complete_sender_id,
            crate::commands::accounts::recheck_ownership,
            crate::commands::senders::check_sender,
            crate::commands::senders::senders,
            crate::commands::senders::sender,
            crate::commands::senders::create_sender,
            crate::commands::senders::update_sender,
            crate::commands::senders::sender_deletion,
            crate::commands::senders::delete_senders,
            crate::commands::senders::mark_default,
            crate::commands::tests::check_test,
            crate::commands::tests::measure_text,
            crate::commands::tests::send_test,
            crate::commands::tests::test_messages,
            crate::commands::tests::test_message,
            crate::commands::tests::look_for_test,
            crate::commands::tests::adopt_match,
            crate::commands::tests::check_media,
            crate::commands::tests::handsets,
            crate::commands::tests::save_handset,
            crate::commands::tests::remove_handset,
            crate::commands::tests::kept_draft,
            crate::commands::tests::keep_draft,
            crate::commands::tests::offered_recipients,
            crate::commands::tests::set_recipient_limit,
            crate::commands::tests::send_again,
            crate::commands::tests::tests_of,
            crate::commands::tests::support_text,
            crate::commands::tests::open_message_in_twilio,
            crate::commands::replies::practice_scenarios,
            crate::commands::replies::reply_watch,
            crate::commands::replies::watch_reply,
            crate::commands::replies::stop_reply_watch,
            crate::commands::replies::practise_reply,
            crate::commands::history::history,
            crate::commands::history::history_outline,
            crate::commands::history::save_history,
            crate::commands::history::retention,
            crate::commands::history::set_retention,
            crate::commands::history::look_up_message,
            crate::commands::history::recent_messages,
            crate::commands::history::more_messages,
            crate::commands::replies::dry_run,
            crate::commands::preflight::preflight,
            crate::commands::preflight::verified_callers,
            crate::commands::preflight::look_up_line,
            crate::commands::setup::worksheet,
            crate::commands::setup::setup_overview,
            crate::commands::setup::tick,
            crate::commands::setup::save_worksheet,
            crate::commands::setup::facts,
            crate::commands::setup::rehearse,
            crate::commands::setup::activity,
            crate::commands::setup::save_activity,
            crate::commands::share::share_preview,
            crate::commands::share::save_share,
            crate::commands::share::backup_preview,
            crate::commands::share::save_backup,
            crate::commands::share::choose_import,
            crate::commands::share::paste_import,
            crate::commands::share::offered_import,
            crate::commands::share::aim_import,
            crate::commands::share::import_rows,
            crate::commands::share::decide_import,
            crate::commands::share::apply_import,
            crate::commands::share::close_import,
            crate::commands::discovery::subaccounts,
            crate::commands::discovery::discover,
            crate::commands::discovery::discovery_page,
            crate::commands::discovery::add_discovered,
            crate::commands::routes::routes,
            crate::commands::routes::read_live,
            crate::commands::routes::route,
            crate::commands::routes::pool_members,
            crate::commands::routes::accept_difference,
            crate::commands::routes::saw_route,
            crate::commands::routes::practise_repairs,
            crate::commands::apply::plan_apply,
            crate::commands::apply::plan_take_back,
            crate::commands::apply::apply_plan,
            crate::commands::apply::look_at_applied,
            crate::commands::apply::applied,
            crate::commands::doctor::run_doctor,
            crate::commands::doctor::doctor_reports,
            crate::commands::doctor::doctor_report,
            crate::commands::doctor::check_reachability,
            crate::commands::doctor::save_doctor_report,
            crate::commands::window::preferences,
            crate::commands::window::set_preferences,
            crate::commands::window::open_link,
        ]
    };
}
pub(crate) use every_command;
