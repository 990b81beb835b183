"""The panel of a desktop, for tests: it hosts tray icons as org.kde.StatusNotifierWatcher, reads and clicks their menus
over com.canonical.dbusmenu, and listens to what programs ask of org.freedesktop.Notifications.

Each line of the standard input is a question, [number, name, arguments…]; each line of the output its answer,
[number, value] or [number, null, error]. The first line of the output says that the panel is there. Like a real panel
it keeps what it has read until the program says that it changed. It ends with its input.
"""
import json
import sys

import dbus
import dbus.bus
import dbus.lowlevel
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'
NOTES = 'org.freedesktop.Notifications'
PROPERTIES = 'org.freedesktop.DBus.Properties'


def plain(value):
    """Without the types of the bus."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, dbus.ByteArray) or (isinstance(value, dbus.Array) and value.signature == 'y'):
        return f'{len(value)} bytes'
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, str):
        return str(value)
    if value is None:
        return None
    return float(value) if isinstance(value, float) else int(value)


class Watcher(dbus.service.Object):
    """Where programs bring their tray icons."""

    def __init__(self, bus):
        super().__init__(bus, '/StatusNotifierWatcher')
        self.items = {}

    @dbus.service.method(WATCHER, in_signature='s', sender_keyword='sender')
    def RegisterStatusNotifierItem(self, service, sender=None):
        # A program names itself, or only the path of its icon.
        self.items[sender] = service if service.startswith('/') else '/StatusNotifierItem'
        self.StatusNotifierItemRegistered(sender + self.items[sender])

    @dbus.service.method(WATCHER, in_signature='s')
    def RegisterStatusNotifierHost(self, service):
        self.StatusNotifierHostRegistered()

    @dbus.service.signal(WATCHER, signature='s')
    def StatusNotifierItemRegistered(self, service):
        pass

    @dbus.service.signal(WATCHER, signature='s')
    def StatusNotifierItemUnregistered(self, service):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass

    @dbus.service.method(PROPERTIES, in_signature='ss', out_signature='v')
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        registered = dbus.Array([sender + path for sender, path in self.items.items()], signature='s')
        return {'IsStatusNotifierHostRegistered': True, 'ProtocolVersion': dbus.Int32(0), 'RegisteredStatusNotifierItems': registered}


class Panel:
    """The one tray icon of the test, as it was last read."""

    def __init__(self, bus, watcher):
        self.bus, self.watcher, self.read = bus, watcher, {}
        for interface in (ITEM, MENU):
            bus.add_signal_receiver(self.changed, dbus_interface=interface, member_keyword='member', sender_keyword='sender')
        bus.add_signal_receiver(self.left, 'NameOwnerChanged', 'org.freedesktop.DBus')

    def changed(self, *_, member=None, sender=None):
        if member in ('LayoutUpdated', 'ItemsPropertiesUpdated', 'NewMenu'):
            self.read.pop('menu', None)
        elif member != 'ItemActivationRequested':
            self.read.pop('item', None)

    def left(self, name, _before, now):
        if now == '' and self.watcher.items.pop(name, None) is not None:
            self.read.clear()
            self.watcher.StatusNotifierItemUnregistered(name)

    def at(self, path, interface):
        sender = next(iter(self.watcher.items), None)
        if sender is None:
            raise LookupError('no program has a tray icon')
        return dbus.Interface(self.bus.get_object(sender, path or self.watcher.items[sender], introspect=False), interface)

    def item(self):
        if 'item' not in self.read:
            self.read['item'] = self.at(None, PROPERTIES).GetAll(ITEM)
        return self.read['item']

    def menu(self):
        if 'menu' not in self.read:
            menu = self.at(self.item()['Menu'], MENU)
            try:
                menu.AboutToShow(dbus.Int32(0))
            except dbus.DBusException:
                pass  # A program may have nothing to do then; Chromium says so with an error.
            self.read['menu'] = menu.GetLayout(dbus.Int32(0), dbus.Int32(-1), dbus.Array([], signature='s'))[1]
        return self.read['menu'][2]

    def tray(self):
        try:
            if self.watcher.items:
                return {'item': plain(self.item()), 'menu': [{'id': int(number), **plain(facts)} for number, facts, _ in self.menu()]}
        except dbus.DBusException as error:
            # It ended while it was asked.
            if error.get_dbus_name() not in ('org.freedesktop.DBus.Error.NoReply', 'org.freedesktop.DBus.Error.ServiceUnknown'):
                raise
        return None

    def choose(self, number):
        menu = self.at(self.item()['Menu'], MENU)
        # Nobody waits for the answer: the program may end by it.
        menu.Event(dbus.Int32(number), 'clicked', dbus.String('', variant_level=1), dbus.UInt32(0), ignore_reply=True)

    def activate(self):
        self.at(None, ITEM).Activate(dbus.Int32(0), dbus.Int32(0))


class Listener:
    """Everything that is said to and by the service for notifications, on a connection that only listens."""

    def __init__(self, address):
        self.heard = []
        self.connection = dbus.bus.BusConnection(address)
        self.connection.add_message_filter(self.hear)
        rules = dbus.Array([f"interface='{NOTES}'"], signature='s')
        self.connection.call_blocking('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.Monitoring', 'BecomeMonitor', 'asu', (rules, dbus.UInt32(0)))

    def hear(self, _connection, message):
        if message.get_interface() == NOTES:
            self.heard.append({'member': message.get_member(), 'arguments': plain(message.get_args_list())})
        # Nobody who only listens may answer, not even that there is no such thing.
        return dbus.lowlevel.HANDLER_RESULT_HANDLED


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    listener = Listener(sys.argv[1])
    watcher = Watcher(bus)
    panel = Panel(bus, watcher)
    name = dbus.service.BusName(WATCHER, bus, do_not_queue=True)
    loop = GLib.MainLoop()

    def dunst(method, *arguments):
        service = bus.get_object(NOTES, '/org/freedesktop/Notifications', introspect=False)
        return plain(getattr(dbus.Interface(service, 'org.dunstproject.cmd0'), method)(*arguments))

    questions = {
        'tray': panel.tray, 'choose': panel.choose, 'activate': panel.activate, 'heard': lambda: listener.heard,
        'owned': lambda wanted: bus.name_has_owner(wanted),
        # As a click on the card on top: the notification's own action.
        'click': lambda: dunst('NotificationAction', dbus.UInt32(0)),
    }

    def asked(_source, _condition):
        line = sys.stdin.readline()
        if line == '':
            loop.quit()
            return False
        number, question, *arguments = json.loads(line)
        try:
            say([number, questions[question](*arguments)])
        except Exception as error:  # Whatever it is, the test is told.
            say([number, None, str(error)])
        return True

    def say(what):
        print(json.dumps(what), flush=True)

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, asked)
    say([0, name.get_name()])
    loop.run()


main()
