#!/bin/sh
# The root folder of the image, from this machine's Debian (or Ubuntu) packages: the C and C++ libraries that the JVM and
# ONNX Runtime need, no shell, no package manager. As a folder, and as an archive for Jib.
#   base-image.sh DIR    makes DIR/base and DIR/base.tar
set -eu
cd "$1"
root=$PWD/base
mkdir -p "$root/var/lib/dpkg/status.d" "$root/etc" "$root/models" "$root/usr/lib" "$root/usr/lib64" debs
ln -s usr/lib usr/lib64 "$root"

packages="libc6 libgcc-s1 libstdc++6 $(apt-cache depends libstdc++6 | sed -n 's/ *Depends: \(gcc-[0-9]*-base\)/\1/p')"
download() { (cd debs && apt-get -qq -o APT::Sandbox::User=root download $packages); }
download 2> /dev/null || { apt-get -qq update && download; }

for deb in debs/*.deb; do
  dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$root"
  # Where scanners look for what is installed in an image without a package manager.
  dpkg-deb --field "$deb" > "$root/var/lib/dpkg/status.d/$(dpkg-deb --field "$deb" Package)"
done
# Of the documentation only the licences stay.
find "$root/usr/share" -type f ! -name copyright -delete
rm -rf "$root/usr/lib/$(uname -m)-linux-gnu/gconv"
find "$root/usr" -type d -empty -delete

cp /etc/os-release "$root/etc/"
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
printf '%s\n' root:x:0:0:root:/:/sbin/nologin server:x:65532:65532:server:/:/sbin/nologin > "$root/etc/passwd"
printf '%s\n' root:x:0: server:x:65532: > "$root/etc/group"
install -d -m 1777 "$root/tmp"

tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@1 -C base -cf layer.tar .
sum=$(sha256sum layer.tar | cut -d ' ' -f 1)
printf '{"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$(dpkg --print-architecture)" "$sum" > config.json
printf '[{"Config":"config.json","RepoTags":["base:latest"],"Layers":["layer.tar"]}]' > manifest.json
tar -cf base.tar manifest.json config.json layer.tar
rm -rf debs layer.tar config.json manifest.json
