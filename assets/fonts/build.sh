#!/bin/sh
# Rebuild RedthreadSans-Regular.ttf and RedthreadSans-Bold.ttf.
#
# Inputs: Noto Sans (Debian package fonts-noto-core) and Noto Sans KR (npm
# package @expo-google-fonts/noto-sans-kr). merge.py checks each by SHA-256,
# so two runs on two machines give the same bytes. Nothing is installed and
# nothing is written outside a temporary folder and this one.
#
# Overrides: NOTO_DIR, a folder with the Noto Sans files; KR_DIR, a folder
# with the unpacked npm package, for a machine without a network.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
version=0.4.3
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1700000000}
export SOURCE_DATE_EPOCH

missing() {
	echo "build.sh: $1" >&2
	exit 1
}

python=
for p in python3 /usr/bin/python3; do
	if "$p" -c 'import fontTools.merge' 2>/dev/null; then
		python=$p
		break
	fi
done
[ -n "$python" ] || missing "Python with fontTools is missing: install the Debian package fonttools."

noto=${NOTO_DIR:-/usr/share/fonts/truetype/noto}
for f in NotoSans-Regular NotoSans-Bold NotoSansSymbols2-Regular NotoSansMath-Regular; do
	[ -f "$noto/$f.ttf" ] || missing "$f.ttf is missing: install the Debian package fonts-noto-core, or set NOTO_DIR."
done

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT INT TERM

kr=${KR_DIR:-}
if [ -z "$kr" ]; then
	command -v npm >/dev/null || missing "npm is missing: install it, or set KR_DIR to the unpacked package @expo-google-fonts/noto-sans-kr $version."
	(cd "$temp" && npm pack --silent --cache "$temp/cache" "@expo-google-fonts/noto-sans-kr@$version" >/dev/null && tar xzf ./*.tgz) ||
		missing "@expo-google-fonts/noto-sans-kr $version could not be fetched: check the network, or set KR_DIR to the unpacked package."
	kr=$temp/package
fi

merge() { # style, file of Noto Sans KR
	[ -f "$kr/$2" ] || missing "$2 is missing in $kr: is it @expo-google-fonts/noto-sans-kr $version?"
	"$python" "$here/merge.py" "$noto/NotoSans-$1.ttf" "$kr/$2" \
		"$noto/NotoSansSymbols2-Regular.ttf" "$noto/NotoSansMath-Regular.ttf" \
		"$1" "$temp/$1.ttf" 2>"$temp/log" || { cat "$temp/log" >&2; exit 1; }
}
merge Regular 400Regular/NotoSansKR_400Regular.ttf
merge Bold 700Bold/NotoSansKR_700Bold.ttf

for style in Regular Bold; do
	cp "$temp/$style.ttf" "$here/RedthreadSans-$style.ttf"
done
(cd "$here" && sha256sum RedthreadSans-*.ttf)
