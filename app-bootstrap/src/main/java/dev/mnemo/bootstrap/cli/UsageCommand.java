package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.UsageReport;
import dev.mnemo.application.port.in.UsageReport.Group;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the user's model calls cost. */
@Command(
    name = "usage",
    description = {
      "Show what your model calls cost: tokens, and money at list prices (MNEMO_PRICES).",
      "A ~ marks an estimate. What runs inside mnemo, such as the offline mode, is not listed."
    },
    footer = {
      "",
      "Examples:",
      "  mnemo usage",
      "  mnemo usage --by session --since 7d",
      "  mnemo usage --by day --since 30d --json"
    })
final class UsageCommand extends MnemoTask {

  private static final int LONGEST_NAME = 60;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "Added up by model, session, day (UTC) or operation (default: model).",
      defaultValue = "model")
  private UsageBy by = UsageBy.MODEL;

  @Option(
      names = "--since",
      paramLabel = "R",
      description = "Calls of the last 24h, 7d, 30d or all (default: all).")
  private @Nullable String since;

  UsageCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Optional<Instant> from = RecentRange.of("--since", since).start(mnemo.adapters().clock());
    TimeRange range = new TimeRange(from, Optional.empty());
    UsageReport report = mnemo.useCases().showUsage().show(scope, range, by);
    if (json()) {
      console.json(shape(report, from));
    } else if (report.groups().isEmpty()) {
      console.say("no model was called; what runs inside mnemo costs nothing and is not counted");
    } else {
      table(report).forEach(console::say);
    }
    return DONE;
  }

  private ObjectNode shape(UsageReport report, Optional<Instant> from) {
    ObjectNode node = JsonShapes.object();
    node.put("by", name());
    node.put("since", from.map(Instant::toString).orElse(null));
    var groups = node.putArray("groups");
    for (Group group : report.groups()) {
      ObjectNode one = groups.addObject();
      one.put(key(), group.name().map(this::shown).orElse(null));
      one.setAll(JsonShapes.usageTotal(group.total()));
    }
    node.set("total", JsonShapes.usageTotal(report.total()));
    return node;
  }

  private List<String> table(UsageReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(name(), "calls", "tokens in", "tokens out", "cost"));
    for (Group group : report.groups()) {
      rows.add(row(group.name().map(this::shown).orElse("(no session)"), group.total()));
    }
    rows.add(row("total", report.total()));
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    String format =
        "%%-%ds  %%%ds  %%%ds  %%%ds  %%s".formatted(widths[0], widths[1], widths[2], widths[3]);
    return rows.stream().map(row -> String.format(Locale.ROOT, format, row.toArray())).toList();
  }

  private static List<String> row(String name, UsageTotal total) {
    Usage usage = total.usage();
    return List.of(
        name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…",
        String.format(Locale.ROOT, "%,d", total.calls()),
        UsageText.tokens(usage, usage.tokensIn()),
        UsageText.tokens(usage, usage.tokensOut()),
        UsageText.cost(total));
  }

  private String shown(String group) {
    return by == UsageBy.OPERATION ? group.toLowerCase(Locale.ROOT) : group;
  }

  private String name() {
    return by.name().toLowerCase(Locale.ROOT);
  }

  /** What a group is called in JSON, as elsewhere. */
  private String key() {
    return by == UsageBy.SESSION ? "session_id" : name();
  }
}
