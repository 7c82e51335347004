package dev.mnemo.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.testkit.Clauses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on the contracts names contracts and clauses that there are. */
final class DocumentedClausesTest {

  private static final Path PAGE = Path.of("..", "docs", "contracts.md");
  private static final Pattern CLAUSE = Pattern.compile("`(\\w+Should\\w+)`");
  private static final Pattern CONTRACT = Pattern.compile("\\| `(\\w+Contract)` \\|");

  @Test
  void everyClauseInTheTableOfFaultsShouldExist() throws IOException {
    Set<String> clauses = new TreeSet<>();
    ContractsCanFailTest.contracts().forEach(one -> clauses.addAll(Clauses.of(one)));

    List<String> documented =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && line.contains("Should"))
            // The clauses are the second of three columns.
            .flatMap(line -> named(CLAUSE, line.split("\\|", -1)[2]).stream())
            .toList();

    assertThat(documented).hasSizeGreaterThan(40).isSubsetOf(clauses);
  }

  @Test
  void everyContractShouldBeDocumented() throws IOException {
    assertThat(named(CONTRACT, Files.readString(PAGE)))
        .containsExactlyInAnyOrderElementsOf(
            ContractsCanFailTest.contracts().stream().map(Class::getSimpleName).toList());
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }
}
