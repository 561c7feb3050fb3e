"""What Twilio's Python library sees of a service after something was applied. Prints it as one JSON text."""

import json
import os
import re
import sys

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

URL = os.environ["SIMULATOR_URL"]


class SimulatorHttpClient(TwilioHttpClient):
    def request(self, method, url, *args, **kwargs):
        url = re.sub(r"^https://(api|messaging)\.twilio\.com", URL, url)
        return super().request(method, url, *args, **kwargs)


client = Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"], http_client=SimulatorHttpClient())
service = client.messaging.v1.services(os.environ["SERVICE"]).fetch()
seen = [
    service.use_inbound_webhook_on_number,
    service.inbound_request_url,
    service.inbound_method,
    service.status_callback,
]
json.dump(seen, sys.stdout)
