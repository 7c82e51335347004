package dev.mnemo.domain.exception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.exception.ModelFailureException.Spent;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ExceptionsTest {

  private static final Throwable CAUSE = new IllegalStateException("vendor");

  @Test
  void onlyFailuresThatMayPassShouldBeWorthRepeating() {
    assertThat(
            Stream.of(
                new BackendUnavailableException("cache", "it is down"),
                ModelFailureException.transientFailure("timed out", CAUSE),
                ModelFailureException.rateLimited("too many", Duration.ofSeconds(3), CAUSE)))
        .allMatch(MnemoException::retryable);
    assertThat(
            Stream.of(
                new InvalidInputException("field", "value", "rule"),
                new NotFoundException("no such session"),
                new ConflictException("it was ended"),
                new AccessDeniedException("not yours"),
                new CorruptedDataException("entry 'e'", "it stays", CAUSE),
                ModelFailureException.permanentFailure("wrong key", CAUSE),
                ModelFailureException.promptTooLong("too long", CAUSE),
                ModelFailureException.refusedInput("withheld", CAUSE)))
        .noneMatch(MnemoException::retryable);
  }

  @Test
  void invalidInputShouldNameTheFieldTheValueAndTheRule() {
    InvalidInputException refused = new InvalidInputException("last_n", 0, "use 1 to 10000");

    assertThat(refused).hasMessage("last_n was '0'; use 1 to 10000");
    assertThat(refused.field()).isEqualTo("last_n");
    assertThat(InvalidInputException.missing("user id", "name a user"))
        .hasMessage("user id was missing; name a user")
        .extracting(InvalidInputException::field)
        .isEqualTo("user id");
  }

  @Test
  void longValuesShouldBeShownByTheirBeginningWithoutCuttingACharacter() {
    assertThat(new InvalidInputException("id", "👩".repeat(80), "less"))
        .hasMessage("id was '%s'; less", "👩".repeat(80));
    assertThat(new InvalidInputException("id", "👩".repeat(81), "less"))
        .hasMessage("id was '%s…' (162 characters); less", "👩".repeat(80));
  }

  @Test
  void theBackendShouldBeNamedAndItsOwnFailureKeptForTheLog() {
    BackendUnavailableException down =
        new BackendUnavailableException("session cache (redis)", "refused; start it", CAUSE);

    assertThat(down)
        .hasMessage("session cache (redis): refused; start it")
        .hasCause(CAUSE)
        .extracting(BackendUnavailableException::backend)
        .isEqualTo("session cache (redis)");
  }

  @Test
  void aRateLimitShouldSayHowLongToWait() {
    assertThat(
            ModelFailureException.rateLimited("too many", Duration.ofSeconds(3), CAUSE)
                .retryAfter())
        .contains(Duration.ofSeconds(3));
    assertThat(ModelFailureException.transientFailure("cut", CAUSE).retryAfter()).isEmpty();
  }

  @Test
  void onlyAPromptThatIsTooLongShouldBeToldAsSuch() {
    assertThat(ModelFailureException.promptTooLong("too long", CAUSE).promptTooLong()).isTrue();
    assertThat(
            Stream.of(
                ModelFailureException.permanentFailure("refused", CAUSE),
                ModelFailureException.transientFailure("cut", CAUSE),
                ModelFailureException.rateLimited("too many", Duration.ofSeconds(3), CAUSE)))
        .noneMatch(ModelFailureException::promptTooLong);
  }

  @Test
  void whatLiesInTheInputShouldBeToldFromWhatLiesInTheProvider() {
    assertThat(
            Stream.of(
                ModelFailureException.refusedInput("withheld", CAUSE),
                ModelFailureException.promptTooLong("too long", CAUSE)))
        .allMatch(ModelFailureException::concernsInput);
    assertThat(
            Stream.of(
                ModelFailureException.permanentFailure("wrong key", CAUSE),
                ModelFailureException.transientFailure("cut", CAUSE),
                ModelFailureException.rateLimited("too many", Duration.ofSeconds(3), CAUSE)))
        .noneMatch(ModelFailureException::concernsInput);
  }

  @Test
  void aModelFailureShouldStayTheSameWithWhatIsAddedToIt() {
    Spent spent = new Spent("large", 120, 7, false);
    ModelFailureException limited =
        ModelFailureException.rateLimited("too many", Duration.ofSeconds(3), CAUSE);
    ModelFailureException refused = ModelFailureException.refusedInput("withheld", CAUSE);

    ModelFailureException more = limited.withSpent(spent).withConsequence("nothing is lost");

    assertThat(limited.spent()).isEmpty();
    assertThat(more).hasMessage("too many (nothing is lost)").hasRootCause(CAUSE);
    assertThat(more.spent()).contains(spent);
    assertThat(more.retryable()).isTrue();
    assertThat(more.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(refused.withSpent(spent)).hasMessage("withheld");
    assertThat(refused.withSpent(spent).concernsInput()).isTrue();
  }

  @Test
  void corruptedDataShouldSayWhatAndWhere() {
    assertThat(new CorruptedDataException("entry 'e1' is malformed", "it stays", CAUSE))
        .hasMessage("entry 'e1' is malformed; it stays")
        .hasCause(CAUSE);
  }
}
