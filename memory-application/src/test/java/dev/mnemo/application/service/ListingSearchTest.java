package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.SessionCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Search types that list evidence ask no model and touch no session. */
class ListingSearchTest {

  private final World world = new World();

  @ParameterizedTest
  @EnumSource(
      value = SearchType.class,
      names = {"CHUNKS", "SUMMARIES", "FACTS"})
  void aListingTypeShouldAnswerWithRankedTextsOfItsKind(SearchType type) {
    world.remember("Alice moved to Paris in 2010. She works as a software engineer.");
    forbidModelAndSession();
    List<String> pieces = new ArrayList<>();

    SearchResult result =
        world
            .useCases()
            .search()
            .search(
                World.ALICE,
                new SearchRequest(
                    "Where did Alice move?", type, TALK, Optional.empty(), 10, IfEnded.REJECT),
                pieces::add);

    assertThat(result.sources())
        .isNotEmpty()
        .allSatisfy(source -> assertThat(type.kinds()).contains(source.evidence().kind()))
        .allSatisfy(source -> assertThat(result.answer()).contains(source.evidence().text()))
        .allSatisfy(source -> assertThat(source.evidence().provenance().documents()).isNotEmpty());
    assertThat(String.join("", pieces)).isEqualTo(result.answer());
    assertThat(result.model()).isEmpty();
    assertThat(result.entry()).isEmpty();
    assertThat(result.notRemembered())
        .hasValueSatisfying(reason -> assertThat(reason).contains(type.name()));
  }

  @ParameterizedTest
  @EnumSource(
      value = SearchType.class,
      names = {"CHUNKS", "SUMMARIES", "FACTS"})
  void aListingTypeShouldFindNothingWhereNothingWasRemembered(SearchType type) {
    forbidModelAndSession();

    SearchResult result =
        world.ask(
            new SearchRequest(
                "Where did Alice move?", type, TALK, Optional.empty(), 10, IfEnded.REJECT));

    assertThat(result.sources()).extracting(source -> source.evidence().text()).isEmpty();
    assertThat(result.answer()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Evidence.Kind.class)
  void everyKindShouldBeFoundBySomeType(Evidence.Kind kind) {
    assertThat(SearchType.values()).anySatisfy(type -> assertThat(type.kinds()).contains(kind));
  }

  private void forbidModelAndSession() {
    world.model =
        Intercepted.port(
            LanguageModel.class,
            world.fakeModel,
            (method, arguments, original) -> {
              throw new AssertionError("no model is asked: " + method);
            });
    world.cache =
        Intercepted.port(
            SessionCache.class,
            world.cache,
            (method, arguments, original) -> {
              throw new AssertionError("no session is touched: " + method);
            });
  }
}
