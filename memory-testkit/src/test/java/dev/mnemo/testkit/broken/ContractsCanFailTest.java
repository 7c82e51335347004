package dev.mnemo.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.mnemo.testkit.Clauses;
import dev.mnemo.testkit.contract.DatasetCatalogContract;
import dev.mnemo.testkit.contract.EmbedderContract;
import dev.mnemo.testkit.contract.EmbeddingIndexContract;
import dev.mnemo.testkit.contract.FeedbackLedgerContract;
import dev.mnemo.testkit.contract.JobStoreContract;
import dev.mnemo.testkit.contract.KnowledgeExtractorContract;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import dev.mnemo.testkit.contract.LanguageModelContract;
import dev.mnemo.testkit.contract.LocalServerContract;
import dev.mnemo.testkit.contract.QuestionRewriterContract;
import dev.mnemo.testkit.contract.RerankerContract;
import dev.mnemo.testkit.contract.SessionCacheContract;
import dev.mnemo.testkit.contract.SessionClaimsContract;
import dev.mnemo.testkit.contract.UsageLedgerContract;
import dev.mnemo.testkit.contract.UserDirectoryContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every clause of every contract rejects a subject with the fault that it is there for. */
final class ContractsCanFailTest {

  private static final Map<Class<?>, List<? extends Mutant<?>>> BROKEN =
      Map.ofEntries(
          Map.entry(SessionCacheContract.class, BrokenSessionCaches.all()),
          Map.entry(KnowledgeGraphContract.class, BrokenKnowledgeGraphs.all()),
          Map.entry(DatasetCatalogContract.class, BrokenDatasetCatalogs.all()),
          Map.entry(LanguageModelContract.class, BrokenLanguageModels.all()),
          Map.entry(QuestionRewriterContract.class, BrokenRewriters.all()),
          Map.entry(KnowledgeExtractorContract.class, BrokenExtractors.all()),
          Map.entry(EmbedderContract.class, BrokenEmbedders.all()),
          Map.entry(RerankerContract.class, BrokenRerankers.all()),
          Map.entry(SessionClaimsContract.class, BrokenSessionClaims.all()),
          Map.entry(JobStoreContract.class, BrokenJobStores.all()),
          Map.entry(UserDirectoryContract.class, BrokenUserDirectories.all()),
          Map.entry(FeedbackLedgerContract.class, BrokenFeedbackLedgers.all()),
          Map.entry(EmbeddingIndexContract.class, BrokenEmbeddingIndexes.all()),
          Map.entry(LocalServerContract.class, BrokenLocalServers.all()),
          Map.entry(UsageLedgerContract.class, BrokenUsageLedgers.all()));

  @TestFactory
  Stream<DynamicNode> everyClauseShouldRejectTheFaultsItIsThereFor() {
    return BROKEN.entrySet().stream()
        .map(
            one ->
                dynamicContainer(
                    one.getKey().getSimpleName(),
                    one.getValue().stream().flatMap(ContractsCanFailTest::rejections)));
  }

  @TestFactory
  Stream<DynamicNode> everyClauseShouldRejectSomething() {
    return BROKEN.entrySet().stream()
        .map(
            one ->
                dynamicTest(
                    one.getKey().getSimpleName(),
                    () ->
                        assertThat(rejecting(one.getValue()))
                            .as("clauses shown to fail")
                            .containsExactlyElementsOf(Clauses.of(one.getKey()))));
  }

  @Test
  void everyContractShouldBeShownToFail() {
    Stream<String> contracts =
        new ClassFileImporter()
            .importPackages(SessionCacheContract.class.getPackageName()).stream()
                .map(JavaClass::getName)
                .filter(name -> name.endsWith("Contract"));

    assertThat(BROKEN.keySet().stream().map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(contracts.toList());
  }

  static Set<Class<?>> contracts() {
    return BROKEN.keySet();
  }

  private static Stream<DynamicNode> rejections(Mutant<?> mutant) {
    return mutant.rejectedBy().stream()
        .sorted()
        .map(
            clause ->
                dynamicTest(
                    "it %s: %s".formatted(mutant.fault(), clause),
                    () ->
                        assertThat(Clauses.rejection(mutant.subject().get(), clause))
                            .as("'it %s' rejected by %s", mutant.fault(), clause)
                            .isPresent()));
  }

  private static Set<String> rejecting(List<? extends Mutant<?>> mutants) {
    Set<String> rejecting = new TreeSet<>();
    mutants.forEach(mutant -> rejecting.addAll(mutant.rejectedBy()));
    return rejecting;
  }
}
