package dev.mnemo.application.service;

import dev.mnemo.application.port.in.PreviewSearch;
import dev.mnemo.application.port.in.SearchPreview;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.service.Conversation.Window;
import dev.mnemo.application.service.FollowUps.Question;
import dev.mnemo.application.service.Recollection.Recalled;
import dev.mnemo.application.service.SearchPreparation.Prepared;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.language.Prompt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Prepares a search and stops before the answer. */
final class PreviewService implements PreviewSearch {

  private final SearchPreparation preparation;
  private final Recollection recollection;
  private final PromptWriter prompts;
  private final Duration timeout;

  PreviewService(
      SearchPreparation preparation,
      Recollection recollection,
      PromptWriter prompts,
      Duration timeout) {
    this.preparation = preparation;
    this.recollection = recollection;
    this.prompts = prompts;
    this.timeout = timeout;
  }

  @Override
  public SearchPreview preview(UserScope scope, SearchRequest request) {
    if (!request.type().conversational()) {
      Recalled recalled =
          Deadline.in(timeout).run(Recollection.STEP, () -> recollection.of(scope, request));
      Prompt prompt =
          prompts.write(Question.plain(request.question()), List.of(), recalled.ranked());
      return new SearchPreview(
          prompt,
          recalled.ranked().subList(0, prompt.context().size()),
          Optional.of(SearchService.noSession(request)));
    }
    Prepared prepared =
        Deadline.in(timeout)
            .run(SearchPreparation.STEP, () -> preparation.prepare(scope, request, window -> {}));
    Optional<String> withoutHistory =
        switch (prepared.window()) {
          case Window.Known known -> Optional.empty();
          case Window.Unknown unknown -> Optional.of(unknown.reason());
        };
    return new SearchPreview(
        prepared.prompt(), prepared.sources(prepared.prompt()), withoutHistory);
  }
}
