package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.DamagedRecord;
import java.util.List;

/** What an export gave out, and what it could not read. */
public record ExportReport(long sessions, long entries, List<DamagedRecord> damaged) {

  public ExportReport {
    damaged = List.copyOf(damaged);
  }
}
