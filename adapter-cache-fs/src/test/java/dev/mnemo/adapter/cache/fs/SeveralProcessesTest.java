package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.adapter.cache.fs.AppendingProcess.Acknowledged;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralProcessesTest {

  private static final int ENTRIES = 300;

  @TempDir private Path folder;
  @TempDir private Path temporary;

  @Test
  void processesShouldShareOneFolderAndOneSession() throws Exception {
    SessionKey key = AppendingProcess.session(0);
    List<Long> given = new ArrayList<>();
    try (AppendingProcess one = AppendingProcess.start(folder, temporary, "one", 1, ENTRIES);
        AppendingProcess two = AppendingProcess.start(folder, temporary, "two", 1, ENTRIES);
        SqliteSessionCache cache =
            SqliteSessionCache.open(FsCacheConfig.in(folder), TestClock.atNoon())) {
      // Begins when both others are at work.
      while ((one.count() == 0 || two.count() == 0) && (one.isAlive() || two.isAlive())) {
        Thread.onSpinWait();
      }
      for (int n = 0; n < ENTRIES; n++) {
        given.add(cache.append(key, turnOf("parent-" + n), IfEnded.REJECT).sequence());
      }
      one.await().stream().map(Acknowledged::sequence).forEach(given::add);
      two.await().stream().map(Acknowledged::sequence).forEach(given::add);

      List<QAEntry> stored = cache.read(key, new EntryRange.Last(10_000)).entries();

      List<Long> all = LongStream.rangeClosed(1, 3L * ENTRIES).boxed().toList();
      assertThat(given).containsExactlyInAnyOrderElementsOf(all);
      assertThat(stored).extracting(QAEntry::sequence).containsExactlyElementsOf(all);
      assertThat(stored).extracting(QAEntry::id).doesNotHaveDuplicates();
    }
  }
}
