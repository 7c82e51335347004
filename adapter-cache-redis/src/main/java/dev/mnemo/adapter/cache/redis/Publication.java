package dev.mnemo.adapter.cache.redis;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code publish.lua} is to write of one session into its user's index.
 *
 * @param kind row, absent, deleted, damaged or foreign, as the script explains
 * @param version of the record read, or of the deletion
 * @param known the version of the row that was there before the record was read; empty for none
 * @param mark taken away once this is settled; {@link Mark#NONE} for none
 */
record Publication(
    String session, String kind, String version, String known, String row, Mark mark) {

  /** A note in the index that a session is being written, and by whom. */
  record Mark(String member, long score) {
    static final Mark NONE = new Mark("", 0);

    /** The score of a mark that goes as soon as its session was looked at. */
    static final long LONG_AGO = 1;

    /** What a mark is called. */
    static String of(String writer, String session) {
      return writer + "|" + session;
    }

    /** The session that it names; empty where no writer of ours made the mark. */
    String session() {
      int at = member.indexOf('|');
      return at < 0 ? "" : member.substring(at + 1);
    }
  }

  static Publication row(String session, SessionRecord read, String known, Mark mark) {
    return new Publication(
        session, "row", IndexRow.sortable(read.version()), known, IndexRow.of(read), mark);
  }

  /** Whether it is the row of a session that began before. */
  boolean isRowOfOneBefore(Instant time) {
    return kind.equals("row") && IndexRow.started(row).compareTo(IndexRow.sortable(time)) < 0;
  }

  static Publication absent(String session, String known, Mark mark) {
    return new Publication(session, "absent", "", known, "", mark);
  }

  static Publication deleted(String session, long version, Mark mark) {
    return new Publication(session, "deleted", IndexRow.sortable(version), "", "", mark);
  }

  static Publication damaged(String session, String known, Mark mark) {
    return new Publication(session, "damaged", "", known, "", mark);
  }

  static Publication foreign(String session, Mark mark) {
    return new Publication(session, "foreign", "", "", "", mark);
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
                            one.known,
                            one.row,
                            one.mark.member(),
                            Long.toString(one.mark.score()))))
        .toArray(String[]::new);
  }
}
