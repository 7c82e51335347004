package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import java.util.List;
import java.util.Optional;

/**
 * What model calls cost.
 *
 * @param groups days newest first, anything else by tokens, most first
 * @param total of all groups
 */
public record UsageReport(UsageBy by, List<Group> groups, UsageTotal total) {

  /**
   * The calls of one group.
   *
   * @param name as {@link UsageBy#groupOf} tells it; empty for calls outside sessions
   */
  public record Group(Optional<String> name, UsageTotal total) {}

  public UsageReport {
    groups = List.copyOf(groups);
  }
}
