#!/bin/sh
# Puts snac (a small server with Mastodon's client API) and every library it needs from Debian's packages into a folder,
# without installing anything: own apt state, packages unpacked, run through their own dynamic loader.
# usage: get-snac.sh FOLDER [SUITE]     leaves FOLDER/snac; about 15 MB to fetch, 50 MB on disk
set -eu
folder=$(realpath -m "$1")
suite=${2:-sid}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
for tool in apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || { echo "snac comes from Debian's packages: $tool is not on this machine" >&2; exit 3; }
done
[ -r "$keyring" ] || { echo "Debian's keys are missing: install debian-archive-keyring" >&2; exit 3; }
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' | grep -v security | grep -oE 'https?://[^ ]+' | head -n 1)
[ -n "$mirror" ] || { echo "no Debian mirror is set up in /etc/apt" >&2; exit 3; }

apt="$folder/apt"
mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$folder/root"
: > "$apt/status"
echo "deb [signed-by=$keyring] $mirror $suite main" > "$apt/list"
{
  echo "Dir::State \"$apt/state\"; Dir::State::status \"$apt/status\"; Dir::Cache \"$apt/cache\";"
  echo "Dir::Etc::sourcelist \"$apt/list\"; Dir::Etc::sourceparts \"/dev/null\"; Dir::Etc::preferencesparts \"/dev/null\"; Dir::Etc::parts \"/dev/null\";"
  echo "APT::Architecture \"amd64\"; APT::Sandbox::User \"root\"; Debug::NoLocking \"true\";"
  # Some suites leave their release file unrenewed.
  echo "Acquire::Check-Valid-Until \"false\"; Acquire::Retries \"2\";"
} > "$apt/conf"
export APT_CONFIG="$apt/conf"
apt-get -qq update
apt-get -qq -y --download-only --no-install-recommends install snac2 > /dev/null
for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" "$folder/root"; done

lib="$folder/root/usr/lib/x86_64-linux-gnu"
cat > "$folder/snac.new" <<END
#!/bin/sh
exec "$lib/ld-linux-x86-64.so.2" --library-path "$lib" "$folder/root/usr/bin/snac" "\$@"
END
chmod +x "$folder/snac.new"
# Last of all: where this file is, everything is.
mv "$folder/snac.new" "$folder/snac"
rm -rf "$apt"
