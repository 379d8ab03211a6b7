"""Cuffs, meters and scales in Chrome's Bluetooth emulation (CDP `BluetoothEmulation`, a domain of the whole browser).

Everything goes the browser's own way: the list of devices, the filter, connection, discovery, the subscription,
writing, hanging up. One thing the emulation of Chromium 156 cannot do: let a device notify; its only answers are to
reads. So `NOTIFIES`, run in the page, follows each subscription with reads: each is answered by a frame, and fires the
browser's own `characteristicvaluechanged`. (A read that waits keeps the emulation from telling that a device hung up:
with `silent` there is none.)
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

ARGUMENTS = ["--enable-features=WebBluetooth"]  # on Linux it is not on by itself
NOTIFIES = """
  const { prototype } = BluetoothRemoteGATTCharacteristic;
  const really = prototype.startNotifications;
  prototype.startNotifications = async function () {
    await really.call(this);
    const next = () => this.readValue().then(next, () => {});  // until the device hangs up
    if (!globalThis.silent) next();
    return this;
  };
"""
BP, GLUCOSE, WEIGHT, THERMOMETER, OXIMETER = 0x1810, 0x1808, 0x181D, 0x1809, 0x1822
MEASUREMENT = {BP: 0x2A35, GLUCOSE: 0x2A18, WEIGHT: 0x2A9D, THERMOMETER: 0x2A1C, OXIMETER: 0x2A5E}
CONTEXT, CONTROL = 0x2A34, 0x2A52
CONFIGURED = 0x2902  # without this descriptor Chrome does not subscribe
HEARD = {"read": True, "indicate": True}


def uuid(short: int) -> str:
    """A number of the Bluetooth SIG in full."""
    return f"{short:08x}-0000-1000-8000-00805f9b34fb"


class Radio:
    """The emulated adapter of a browser, with one device. Events are answered while Playwright waits for something.

    `tells`: which frames a characteristic sends once it is subscribed to; `answers`: what it sends when it is written
    to. `refuses`: GATT operations that fail. `wrote`: what came from the page. `shy`: nobody chooses a device.
    """

    def __init__(self, browser: Any, page: Any, state: str = "powered-on") -> None:
        self.page, self.bus, self.prompts = page, browser.new_browser_cdp_session(), page.context.new_cdp_session(page)
        self.address, self.ids = "", {}
        self.tells: dict[int, list[bytes]] = {}
        self.answers: dict[int, dict[int, list[bytes]]] = {}
        self.refuses: set[str] = set()
        self.subscribed: list[int] = []
        self.wrote: list[bytes] = []
        self.offered: list[str] = []
        self.answered: set[str] = set()
        self.waiting: set[int] = set()
        self.prompt, self.shy = "", False
        self.send("enable", state=state, leSupported=True)
        self.bus.on("BluetoothEmulation.gattOperationReceived", self._connection)
        self.bus.on("BluetoothEmulation.characteristicOperationReceived", self._characteristic)
        self.prompts.send("DeviceAccess.enable")
        self.prompts.on("DeviceAccess.deviceRequestPrompted", self._prompt)

    def send(self, method: str, **what: Any) -> Any:
        return self.bus.send(f"BluetoothEmulation.{method}", what)

    def off(self) -> None:
        """The emulation ends with the test."""
        self.send("disable")
        self.bus.detach()

    def add(self, name: str, service: int, *characteristics: int, address: str = "09:09:09:09:09:09") -> None:
        """A device that is switched on. Without `characteristics` it has its measurement."""
        self.address = address
        known = {"manufacturerData": [], "knownServiceUuids": [uuid(service)]}
        self.send("simulatePreconnectedPeripheral", address=address, name=name, **known)
        self.service = service
        self.characteristics = characteristics or (MEASUREMENT[service],)

    def tell(self, frame: str, characteristic: int = 0) -> None:
        """The device will send this (hexadecimal)."""
        self.tells.setdefault(characteristic or MEASUREMENT[self.service], []).append(bytes.fromhex(frame))

    def hang_up(self) -> None:
        self.send("simulateGATTDisconnection", address=self.address)

    def _prompt(self, event: Any) -> None:
        """Chrome tells of one prompt as often as its list grows, and does not survive being answered twice."""
        self.prompt, self.offered = event["id"], [one["id"] for one in event["devices"]]
        if event["id"] in self.answered or not self.offered:
            return
        if self.shy:
            self.choose_none()
        else:
            self.answered.add(event["id"])
            self.prompts.send("DeviceAccess.selectPrompt", {"id": event["id"], "deviceId": self.offered[0]})

    def choose_none(self) -> None:
        """The list of devices is closed without a choice."""
        self.answered.add(self.prompt)
        self.prompts.send("DeviceAccess.cancelPrompt", {"id": self.prompt})

    def _connection(self, event: Any) -> None:
        if event["type"] == "connection" and not self.ids:
            made = self.send("addService", address=self.address, serviceUuid=uuid(self.service))["serviceId"]
            for one in self.characteristics:
                properties = HEARD | ({"write": True} if one == CONTROL else {})
                found = self.send(
                    "addCharacteristic", serviceId=made, characteristicUuid=uuid(one), properties=properties
                )
                self.ids[found["characteristicId"]] = one
                self.send("addDescriptor", characteristicId=found["characteristicId"], descriptorUuid=uuid(CONFIGURED))
        code = 0x3E if event["type"] in self.refuses else 0  # failed to be established
        self.send("simulateGATTOperationResponse", address=self.address, type=event["type"], code=code)

    def _characteristic(self, event: Any) -> None:
        id_, kind = event["characteristicId"], event["type"]
        which = self.ids[id_]
        if kind == "read":
            self.waiting.add(which)
            self._tell()
            return
        if kind == "subscribe-to-notifications":
            self.subscribed.append(which)
        self.send(
            "simulateCharacteristicOperationResponse",
            characteristicId=id_,
            type=kind,
            code=0x80 * (kind in self.refuses),
        )
        if kind == "write":
            self.wrote.append(b64decode(event["data"]))
            self.tells |= self.answers.get(which, {})
            self._tell()

    def _tell(self) -> None:
        """A frame to every read that waits, as far as there are frames."""
        for id_, which in self.ids.items():
            if which in self.waiting and self.tells.get(which):
                self.waiting.discard(which)
                data = b64encode(self.tells[which].pop(0)).decode()
                self.send(
                    "simulateCharacteristicOperationResponse", characteristicId=id_, type="read", code=0, data=data
                )
