package dev.mnemo.application.service;

import dev.mnemo.application.port.in.PreviewSearch;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.SearchPreview;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.service.Conversation.Window;
import dev.mnemo.application.service.FollowUps.Question;
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
  private final Accounts accounts;
  private final Duration timeout;

  PreviewService(
      SearchPreparation preparation,
      Recollection recollection,
      PromptWriter prompts,
      Duration timeout,
      Accounts accounts) {
    this.preparation = preparation;
    this.recollection = recollection;
    this.prompts = prompts;
    this.timeout = timeout;
    this.accounts = accounts;
  }

  @Override
  public SearchPreview preview(UserScope scope, SearchRequest request) {
    try (Spending spending = accounts.open(scope.user(), request.sessionUsed())) {
      return request.type().conversational()
          ? conversing(scope, request, spending)
          : listing(scope, request, spending);
    }
  }

  private SearchPreview listing(UserScope scope, SearchRequest request, Spending spending) {
    List<Ranked> recalled =
        Deadline.in(timeout)
            .run(Recollection.STEP, () -> recollection.of(scope, request, spending));
    Prompt prompt = prompts.write(Question.plain(request.question()), List.of(), recalled);
    return new SearchPreview(
        prompt,
        recalled.subList(0, prompt.context().size()),
        Optional.of(SearchService.noSession(request)));
  }

  private SearchPreview conversing(UserScope scope, SearchRequest request, Spending spending) {
    Prepared prepared =
        Deadline.in(timeout)
            .run(
                SearchPreparation.STEP,
                () -> preparation.prepare(scope, request, spending, window -> {}));
    Optional<String> withoutHistory =
        switch (prepared.window()) {
          case Window.Known known -> Optional.empty();
          case Window.Unknown unknown -> Optional.of(unknown.reason());
        };
    return new SearchPreview(
        prepared.prompt(), prepared.sources(prepared.prompt()), withoutHistory);
  }
}
