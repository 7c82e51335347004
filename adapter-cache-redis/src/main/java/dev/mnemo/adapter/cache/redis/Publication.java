package dev.mnemo.adapter.cache.redis;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code publish.lua} is to write of one session into its user's index.
 *
 * @param kind row, absent, deleted, damaged or mark, as the script explains
 * @param version of the record read, or of the row that was there when it was looked at
 * @param mark taken away once this is settled; {@link Mark#NONE} for none
 */
record Publication(String session, String kind, String version, String row, Mark mark) {

  /** A note in the index that a session is being written, and by whom. */
  record Mark(String member, long score) {
    static final Mark NONE = new Mark("", 0);
  }

  static Publication row(String session, SessionRecord read, Mark mark) {
    return new Publication(
        session, "row", IndexRow.sortable(read.version()), IndexRow.of(read), mark);
  }

  static Publication absent(String session, String rowVersion, Mark mark) {
    return new Publication(session, "absent", rowVersion, "", mark);
  }

  static Publication deleted(String session, long version, Mark mark) {
    return new Publication(session, "deleted", IndexRow.sortable(version), "", mark);
  }

  static Publication damaged(String session, String rowVersion, Mark mark) {
    return new Publication(session, "damaged", rowVersion, "", mark);
  }

  static String[] arguments(List<Publication> publications, String... first) {
    return Stream.concat(
            Stream.of(first),
            publications.stream()
                .flatMap(
                    one ->
                        Stream.of(
                            one.session,
                            one.kind,
                            one.version,
                            one.row,
                            one.mark.member(),
                            Long.toString(one.mark.score()))))
        .toArray(String[]::new);
  }
}
