package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.SearchPreview;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreviewSearchTest {

  private final World world = new World();

  @BeforeEach
  void rememberAlice() {
    world.remember("Alice moved to Paris in 2010. She works as a software engineer.");
  }

  @Test
  void aPreviewShouldShowWhatASearchThenSends() {
    world.ask("Where did Alice move?");
    SearchRequest request = SearchRequest.of(TALK, "What does she do for work?");

    SearchPreview preview = world.useCases().previewSearch().preview(ALICE, request);
    world.ask(request);
    Prompt sent = world.fakeModel.prompts().getLast();

    assertThat(preview.prompt()).isEqualTo(sent);
    assertThat(preview.sources()).extracting(source -> source.evidence()).isEqualTo(sent.context());
    assertThat(preview.withoutHistory()).isEmpty();
    assertThat(preview.prompt().history())
        .extracting(QAEntry::question)
        .containsExactly("Where did Alice move?");
  }

  @Test
  void aPreviewShouldAskNoAnsweringModelAndWriteNothing() {
    world.ask("Where did Alice move?");
    int asked = world.fakeModel.prompts().size();
    Set<String> calls = ConcurrentHashMap.newKeySet();
    record(calls);

    for (SearchType type : SearchType.values()) {
      world
          .useCases()
          .previewSearch()
          .preview(
              ALICE,
              new SearchRequest(
                  "What does she do?", type, TALK, Optional.empty(), 10, IfEnded.REJECT));
    }

    assertThat(world.fakeModel.prompts()).hasSize(asked);
    assertThat(calls).containsOnly("read", "find", "permitted", "speakers", "retrieve", "describe");
    assertThat(world.history()).hasSize(1);
  }

  @Test
  void aPreviewShouldSayWhyTheHistoryIsMissing() {
    world.cacheOn = false;

    SearchPreview preview =
        world
            .useCases()
            .previewSearch()
            .preview(ALICE, SearchRequest.of(TALK, "Where did Alice move?"));

    assertThat(preview.withoutHistory())
        .contains("session cache: is off; set MNEMO_CACHE to fs or redis");
    assertThat(preview.prompt().context()).isNotEmpty();
  }

  @Test
  void aPreviewOfAListingTypeShouldHaveNoHistory() {
    world.ask("Where did Alice move?");

    SearchPreview preview =
        world
            .useCases()
            .previewSearch()
            .preview(
                ALICE,
                new SearchRequest(
                    "Alice?", SearchType.CHUNKS, TALK, Optional.empty(), 10, IfEnded.REJECT));

    assertThat(preview.prompt().history()).isEqualTo(List.of());
    assertThat(preview.withoutHistory()).isPresent();
  }

  private void record(Set<String> calls) {
    Intercepted.Interceptor recorder =
        (method, arguments, original) -> {
          calls.add(method);
          return original.proceed();
        };
    world.cache = Intercepted.port(SessionCache.class, world.cache, recorder);
    world.graph = Intercepted.port(KnowledgeGraph.class, world.graph, recorder);
    world.catalog = Intercepted.port(DatasetCatalog.class, world.catalog, recorder);
  }
}
