//! What fields of a share file are called in the window and in reports.

/// The label of a field: as MoEngage's form calls it, or as ours does. An unknown field is called as it is.
pub fn field_label(field: &str) -> &str {
    match field {
        "id" => "Identity",
        "name" => "Name",
        "type" => "Sender type",
        "senderId" => "Sender ID",
        "supportsMms" => "This sender supports MMS",
        "moCallback" => "MO callback URL",
        "unsubscribeText" => "SMS unsubscribe text",
        "notes" => "Notes",
        "owner" => "Owner",
        "purpose" => "Purpose",
        "country" => "Country",
        "environment" => "Environment",
        "colour" => "Colour",
        "dataCentre" => "Data centre",
        "keywordManagement" => "Manage keyword based responses",
        "account" => "Twilio account",
        "defaultSender" => "Default sender",
        "deliveryCallback" => "Delivery callback",
        other => other,
    }
}
