package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link DatasetCatalog} keeps. */
public interface DatasetCatalogContract {

  /** Whose datasets the clauses open. */
  UserId OWNER = new UserId("alice");

  /** Whom they are shared with. */
  UserId GUEST = new UserId("bob");

  /**
   * Opens the storage of the running test. It is empty at a test's first call; each further call of
   * the same test opens the same storage once more, as another process would.
   */
  DatasetCatalog openCatalog();

  @Test
  default void openShouldCreateADatasetThatFindFinds() {
    DatasetCatalog catalog = openCatalog();

    Dataset dataset = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);

    assertThat(dataset.owner()).isEqualTo(OWNER);
    assertThat(dataset.name()).isEqualTo(DatasetName.DEFAULT);
    assertThat(dataset.createdAt()).isEqualTo(TestClock.NOON);
    assertThat(openCatalog().find(dataset.id())).contains(dataset);
    assertThat(catalog.find(new DatasetId("unknown"))).isEmpty();
  }

  @Test
  default void openShouldReturnTheDatasetThatIsThere() {
    DatasetCatalog catalog = openCatalog();
    Dataset first = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);

    Dataset again = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON.plusSeconds(9));

    assertThat(again).isEqualTo(first);
    assertThat(catalog.permitted(OWNER, Permission.READ)).containsExactly(first);
  }

  @Test
  default void openShouldCreateOneDatasetForSeveralConcurrentCallers() {
    DatasetCatalog catalog = openCatalog();

    List<Dataset> opened =
        Parallel.run(
            16, n -> catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON.plusSeconds(n)));

    assertThat(opened).containsOnly(opened.getFirst());
    assertThat(catalog.permitted(OWNER, Permission.WRITE)).containsExactly(opened.getFirst());
  }

  @Test
  default void datasetsShouldDifferByOwnerAndExactName() {
    DatasetCatalog catalog = openCatalog();
    List<String> names = List.of("main", "Main", "main ", "ma:in", "main\n", "é", "e\u0301", "👩");

    List<Dataset> mine =
        names.stream()
            .map(name -> catalog.open(OWNER, new DatasetName(name), TestClock.NOON))
            .toList();
    Dataset theirs = catalog.open(GUEST, new DatasetName("main"), TestClock.NOON);

    assertThat(mine).extracting(Dataset::id).doesNotHaveDuplicates().doesNotContain(theirs.id());
    assertThat(catalog.permitted(OWNER, Permission.READ)).containsExactlyInAnyOrderElementsOf(mine);
    assertThat(catalog.permitted(GUEST, Permission.READ)).containsExactly(theirs);
  }

  @Test
  default void strangersShouldSeeNothing() {
    DatasetCatalog catalog = openCatalog();
    Dataset dataset = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);
    catalog.grant(dataset.id(), GUEST, Permission.WRITE);

    for (String stranger : List.of("alic", "alice2", "Alice", "bo", "bobby", "*", "carol")) {
      for (Permission permission : Permission.values()) {
        assertThat(catalog.permitted(new UserId(stranger), permission)).as(stranger).isEmpty();
      }
    }
  }

  @Test
  default void permittedShouldListOwnDatasetsFirstAndEachKindByName() {
    DatasetCatalog catalog = openCatalog();
    for (String name : List.of("m", "c", "x")) {
      catalog.open(GUEST, new DatasetName(name), TestClock.NOON);
    }
    for (String name : List.of("n", "a", "b", "z")) {
      Dataset dataset = catalog.open(OWNER, new DatasetName(name), TestClock.NOON);
      if (!name.equals("b")) {
        catalog.grant(dataset.id(), GUEST, Permission.READ);
      }
    }

    assertThat(names(catalog.permitted(GUEST, Permission.READ)))
        .containsExactly("c", "m", "x", "a", "n", "z");
    assertThat(names(catalog.permitted(OWNER, Permission.READ)))
        .containsExactly("a", "b", "n", "z");
  }

  @Test
  default void aGrantToWriteShouldIncludeReadingAndNotTheOtherWayRound() {
    DatasetCatalog catalog = openCatalog();
    Dataset read = catalog.open(OWNER, new DatasetName("read"), TestClock.NOON);
    Dataset write = catalog.open(OWNER, new DatasetName("write"), TestClock.NOON);

    catalog.grant(read.id(), GUEST, Permission.READ);
    catalog.grant(write.id(), GUEST, Permission.WRITE);

    assertThat(catalog.permitted(GUEST, Permission.READ)).containsExactly(read, write);
    assertThat(catalog.permitted(GUEST, Permission.WRITE)).containsExactly(write);
    assertThat(openCatalog().permitted(GUEST, Permission.WRITE)).containsExactly(write);
  }

  @Test
  default void grantingAgainShouldReplaceThePermission() {
    DatasetCatalog catalog = openCatalog();
    Dataset dataset = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);

    catalog.grant(dataset.id(), GUEST, Permission.READ);
    catalog.grant(dataset.id(), GUEST, Permission.WRITE);
    assertThat(catalog.permitted(GUEST, Permission.READ)).containsExactly(dataset);
    assertThat(catalog.permitted(GUEST, Permission.WRITE)).containsExactly(dataset);

    catalog.grant(dataset.id(), GUEST, Permission.READ);
    assertThat(catalog.permitted(GUEST, Permission.READ)).containsExactly(dataset);
    assertThat(catalog.permitted(GUEST, Permission.WRITE)).isEmpty();
  }

  @Test
  default void grantShouldRefuseAnUnknownDataset() {
    DatasetCatalog catalog = openCatalog();

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> catalog.grant(new DatasetId("unknown"), GUEST, Permission.READ));

    assertThat(catalog.permitted(GUEST, Permission.READ)).isEmpty();
  }

  @Test
  default void revokeShouldTakeEveryGrantOfOneUserAway() {
    DatasetCatalog catalog = openCatalog();
    UserId other = new UserId("carol");
    Dataset dataset = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);
    catalog.grant(dataset.id(), GUEST, Permission.READ);
    catalog.grant(dataset.id(), GUEST, Permission.WRITE);
    catalog.grant(dataset.id(), other, Permission.READ);

    catalog.revoke(dataset.id(), GUEST);
    catalog.revoke(dataset.id(), GUEST);
    catalog.revoke(new DatasetId("unknown"), GUEST);

    assertThat(catalog.permitted(GUEST, Permission.READ)).isEmpty();
    assertThat(catalog.permitted(other, Permission.READ)).containsExactly(dataset);
    assertThat(catalog.permitted(OWNER, Permission.WRITE)).containsExactly(dataset);
  }

  @Test
  default void deleteShouldTakeADatasetWithItsGrants() {
    DatasetCatalog catalog = openCatalog();
    Dataset dataset = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);
    Dataset kept = catalog.open(OWNER, new DatasetName("kept"), TestClock.NOON);
    catalog.grant(dataset.id(), GUEST, Permission.READ);
    catalog.grant(kept.id(), GUEST, Permission.READ);

    assertThat(catalog.delete(dataset.id())).isTrue();
    assertThat(catalog.delete(dataset.id())).isFalse();
    assertThat(catalog.find(dataset.id())).isEmpty();
    assertThat(catalog.permitted(OWNER, Permission.READ)).containsExactly(kept);

    catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);
    assertThat(catalog.permitted(GUEST, Permission.READ)).as("no old grant").containsExactly(kept);
  }

  @Test
  default void grantsShouldTellWhoElseMayUseADatasetAndHow() {
    DatasetCatalog catalog = openCatalog();
    UserId other = new UserId("carol");
    Dataset dataset = catalog.open(OWNER, DatasetName.DEFAULT, TestClock.NOON);
    Dataset beside = catalog.open(OWNER, new DatasetName("beside"), TestClock.NOON);
    catalog.grant(dataset.id(), GUEST, Permission.READ);
    catalog.grant(dataset.id(), GUEST, Permission.WRITE);
    catalog.grant(dataset.id(), other, Permission.READ);
    catalog.grant(beside.id(), GUEST, Permission.READ);

    assertThat(openCatalog().grants(dataset.id()))
        .containsOnly(Map.entry(GUEST, Permission.WRITE), Map.entry(other, Permission.READ));
    assertThat(catalog.grants(beside.id())).containsOnly(Map.entry(GUEST, Permission.READ));
    assertThat(catalog.grants(new DatasetId("unknown"))).isEmpty();

    catalog.revoke(dataset.id(), GUEST);
    assertThat(catalog.grants(dataset.id())).containsOnly(Map.entry(other, Permission.READ));
  }

  @Test
  default void revokeAllShouldTakeWhatOneUserWasGivenAndNothingElse() {
    DatasetCatalog catalog = openCatalog();
    List<Dataset> shared = shared(catalog);
    Dataset own = catalog.open(GUEST, DatasetName.DEFAULT, TestClock.NOON);
    catalog.grant(own.id(), OWNER, Permission.WRITE);

    assertThat(catalog.revokeAll(GUEST, ForgetMode.FORGET)).isEqualTo(2);

    assertThat(catalog.permitted(GUEST, Permission.READ)).containsExactly(own);
    assertThat(catalog.grants(own.id())).containsOnly(Map.entry(OWNER, Permission.WRITE));
    for (Dataset dataset : shared) {
      assertThat(openCatalog().grants(dataset.id()))
          .containsOnly(Map.entry(new UserId("bobby"), Permission.READ));
    }
    assertThat(catalog.revokeAll(GUEST, ForgetMode.FORGET)).isZero();
  }

  @Test
  default void aDryRunOfRevokeAllShouldTellTheSameAndChangeNothing() {
    DatasetCatalog catalog = openCatalog();
    List<Dataset> shared = shared(catalog);

    long dry = catalog.revokeAll(GUEST, ForgetMode.DRY_RUN);

    assertThat(openCatalog().permitted(GUEST, Permission.READ))
        .containsExactlyInAnyOrderElementsOf(shared);
    assertThat(catalog.revokeAll(GUEST, ForgetMode.FORGET)).isEqualTo(dry);
    assertThat(catalog.revokeAll(GUEST, ForgetMode.DRY_RUN)).isZero();
  }

  /** Two datasets that a guest may use, and another whose id starts alike. */
  private static List<Dataset> shared(DatasetCatalog catalog) {
    return Stream.of("one", "two")
        .map(
            name -> {
              Dataset dataset = catalog.open(OWNER, new DatasetName(name), TestClock.NOON);
              catalog.grant(dataset.id(), GUEST, Permission.READ);
              catalog.grant(dataset.id(), GUEST, Permission.WRITE);
              catalog.grant(dataset.id(), new UserId("bobby"), Permission.READ);
              return dataset;
            })
        .toList();
  }

  private static List<String> names(List<Dataset> datasets) {
    return datasets.stream().map(dataset -> dataset.name().value()).toList();
  }
}
