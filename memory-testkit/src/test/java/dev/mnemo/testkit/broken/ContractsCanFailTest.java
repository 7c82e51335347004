package dev.mnemo.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.testkit.Clauses;
import dev.mnemo.testkit.contract.DatasetCatalogContract;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import dev.mnemo.testkit.contract.LocalServerContract;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every clause of every contract rejects a subject with the fault that it is there for. */
final class ContractsCanFailTest {

  @TestFactory
  Stream<DynamicTest> theSessionCacheContractRejectsBrokenCaches() {
    return rejections(BrokenSessionCaches.all());
  }

  @Test
  void everyClauseOfTheSessionCacheShouldRejectSomething() {
    assertComplete(SessionCacheContract.class, BrokenSessionCaches.all());
  }

  @TestFactory
  Stream<DynamicTest> theKnowledgeGraphContractRejectsBrokenGraphs() {
    return rejections(BrokenKnowledgeGraphs.all());
  }

  @Test
  void everyClauseOfTheKnowledgeGraphShouldRejectSomething() {
    assertComplete(KnowledgeGraphContract.class, BrokenKnowledgeGraphs.all());
  }

  @TestFactory
  Stream<DynamicTest> theDatasetCatalogContractRejectsBrokenCatalogs() {
    return rejections(BrokenDatasetCatalogs.all());
  }

  @Test
  void everyClauseOfTheDatasetCatalogShouldRejectSomething() {
    assertComplete(DatasetCatalogContract.class, BrokenDatasetCatalogs.all());
  }

  @TestFactory
  Stream<DynamicTest> theLocalServerContractRejectsBrokenServers() {
    return rejections(BrokenLocalServers.all());
  }

  @Test
  void everyClauseOfTheLocalServerShouldRejectSomething() {
    assertComplete(LocalServerContract.class, BrokenLocalServers.all());
  }

  private static <C> Stream<DynamicTest> rejections(List<Mutant<C>> mutants) {
    return mutants.stream()
        .flatMap(
            mutant ->
                mutant.rejectedBy().stream()
                    .sorted()
                    .map(
                        clause ->
                            DynamicTest.dynamicTest(
                                "it %s: %s".formatted(mutant.fault(), clause),
                                () ->
                                    assertThat(Clauses.rejection(mutant.subject().get(), clause))
                                        .as("'it %s' rejected by %s", mutant.fault(), clause)
                                        .isPresent())));
  }

  private static <C> void assertComplete(Class<C> contract, List<Mutant<C>> mutants) {
    Set<String> rejecting = new TreeSet<>();
    mutants.forEach(mutant -> rejecting.addAll(mutant.rejectedBy()));
    assertThat(rejecting)
        .as("clauses of %s shown to fail", contract.getSimpleName())
        .containsExactlyElementsOf(Clauses.of(contract));
  }
}
