"""Twilio's Python library against the simulator: only the host is another. Prints what it saw as one JSON text."""

import json
import os
import re
import sys
from datetime import datetime, timedelta, timezone

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

URL = os.environ["SIMULATOR_URL"]
ACCOUNT = os.environ["TWILIO_ACCOUNT_SID"]


class SimulatorHttpClient(TwilioHttpClient):
    def request(self, method, url, *args, **kwargs):
        url = re.sub(r"^https://(api|messaging|monitor|pricing|accounts|lookups)\.twilio\.com", URL, url)
        return super().request(method, url, *args, **kwargs)


def connect(token):
    return Client(ACCOUNT, token, http_client=SimulatorHttpClient())


def refusal(call):
    try:
        call()
    except TwilioRestException as error:
        return [error.status, error.code]
    return "accepted"


client = connect(os.environ["TWILIO_AUTH_TOKEN"])
to, sender = "+12025550188", "+12025550101"

account = client.api.v2010.accounts(ACCOUNT).fetch()
balance = client.balance.fetch()
numbers = client.incoming_phone_numbers.list(page_size=2)
number = client.incoming_phone_numbers(numbers[0].sid).fetch()
services = client.messaging.v1.services.list(page_size=1)
pool = client.messaging.v1.services(services[0].sid)
created = client.messages.create(to=to, from_=sender, body="Hello ñ & more")
by_service = client.messages.create(to=to, messaging_service_sid=services[0].sid, body="Hello")
fetched = client.messages(created.sid).fetch()
listed = client.messages.list(to=to, page_size=1)
media_url = ["https://media.example.test/a.png", "https://media.example.test/b.png"]
media = client.messages.create(to=to, from_=sender, media_url=media_url)

now, hour = datetime.now(timezone.utc), timedelta(hours=1)
alerts = client.monitor.v1.alerts.list(log_level="error", start_date=now - hour)
whole = client.monitor.v1.alerts(alerts[0].sid).fetch()
later = client.monitor.v1.alerts.list(start_date=now + hour)
callers = client.outgoing_caller_ids.list()
campaigns = pool.us_app_to_person.list()
no_campaigns = client.messaging.v1.services(services[1].sid).us_app_to_person.list()
toll_free = client.messaging.v1.tollfree_verifications.list()
prices = client.pricing.v1.messaging.countries("US").fetch()
countries = client.pricing.v1.messaging.countries.list(page_size=4)
geo = client.accounts.v1.messaging_geopermissions.fetch(country_code="IN")
line = client.lookups.v2.phone_numbers("+15555530006").fetch(fields="line_type_intelligence")
plain = client.lookups.v2.phone_numbers(to).fetch()

seen = {
    "callers": [each.phone_number for each in callers],
    "campaigns": [[each.campaign_status for each in campaigns], len(no_campaigns)],
    "toll_free": [[each.tollfree_phone_number, each.status] for each in toll_free],
    "prices": [
        prices.price_unit,
        len(prices.outbound_sms_prices),
        prices.outbound_sms_prices[0]["prices"][0]["current_price"],
    ],
    "countries": [each.iso_country for each in countries],
    "geo": [[each["country_code"], each["enabled"]] for each in geo.permissions],
    "lines": [line.line_type_intelligence["type"], plain.valid, plain.line_type_intelligence],
    "account": [account.sid, account.status, account.type],
    "balance": [balance.balance, balance.currency],
    "numbers": [each.sid for each in numbers],
    "number": [number.phone_number, number.capabilities["mms"]],
    "short_codes": [each.short_code for each in client.short_codes.list()],
    "services": [each.sid for each in services],
    "pool_numbers": [each.phone_number for each in pool.phone_numbers.list(page_size=1)],
    "pool_short_codes": [each.short_code for each in pool.short_codes.list()],
    "pool_alpha_senders": [each.alpha_sender for each in pool.alpha_senders.list()],
    "created": [created.sid, created.status, created.to, created.num_segments],
    "by_service": [by_service.status, by_service.from_, by_service.num_segments],
    "fetched": [fetched.sid, fetched.body],
    "listed": [each.sid for each in listed],
    "alerts": [[whole.error_code, whole.log_level, len(alerts)], len(later)],
    "media": [media.status, media.num_media],
    "refused": refusal(lambda: client.messages.create(to="nobody", from_=sender, body="Hello")),
    "missing": refusal(lambda: client.messages("SM00000000000000000000000000000000").fetch()),
    "unauthenticated": refusal(lambda: connect("0" * 32).balance.fetch()),
}
json.dump(seen, sys.stdout)
