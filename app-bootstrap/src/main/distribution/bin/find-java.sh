# Sourced, not run. find_java java|javac sets found_home and found_major to the newest Java, 21 or
# newer, whose bin folder holds the given program; or says on stderr what to do and returns 1.

minimum_java=21

# The major version of the Java installed in folder $1, read from the file that each has; else nothing.
java_major() {
  [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# The file that the path $1 leads to, through all its symbolic links.
resolve_links() {
  path=$1
  while [ -L "$path" ]; do
    target=$(readlink "$path")
    case $target in
      /*) path=$target ;;
      *) path=$(dirname "$path")/$target ;;
    esac
  done
  printf '%s\n' "$path"
}

consider() {
  [ -x "$1/bin/$wanted" ] || return 0
  major=$(java_major "$1")
  [ -n "$major" ] || return 0
  if [ "$major" -gt "$found_major" ]; then
    found_major=$major
    found_home=$1
  fi
}

find_java() {
  wanted=$1
  found_home=
  found_major=0

  if [ -n "${MNEMO_JAVA_HOME:-}" ]; then
    consider "$MNEMO_JAVA_HOME"
    [ "$found_major" -ge "$minimum_java" ] && return 0
    echo "mnemo: MNEMO_JAVA_HOME is '$MNEMO_JAVA_HOME', which holds no Java $minimum_java or newer" \
      "with bin/$wanted; set it to one that does, or unset it to search the usual folders." >&2
    return 1
  fi

  if [ -n "${JAVA_HOME:-}" ]; then
    consider "$JAVA_HOME"
  fi
  if command -v "$wanted" >/dev/null 2>&1; then
    consider "$(dirname "$(dirname "$(resolve_links "$(command -v "$wanted")")")")"
  fi
  if [ -x /usr/libexec/java_home ]; then
    consider "$(/usr/libexec/java_home -v "$minimum_java+" 2>/dev/null)"
  fi
  for folder in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk-* /opt/java/* /opt/*jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
    "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    consider "$folder"
  done
  [ "$found_major" -ge "$minimum_java" ] && return 0

  case $wanted in
    javac) kind="a JDK" ;;
    *) kind="Java" ;;
  esac
  if [ "$found_major" -gt 0 ]; then
    echo "mnemo needs $kind $minimum_java or newer; the newest found is $found_major, in $found_home." >&2
  else
    echo "mnemo needs $kind $minimum_java or newer, and found none." >&2
  fi
  cat >&2 <<'REMEDY'
Install one, for example:
  Debian, Ubuntu   sudo apt-get install openjdk-21-jdk-headless
  Fedora           sudo dnf install java-21-openjdk-devel
  macOS            brew install openjdk
  anywhere         sdk install java            (SDKMAN)
If one is installed already, name its folder: MNEMO_JAVA_HOME=/path/to/jdk
REMEDY
  return 1
}
