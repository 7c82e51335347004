package dev.mnemo.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.application.PriceTable.Price;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {

  private static final PriceTable TABLE =
      PriceTable.parse(
          "prices",
          """
          # a comment
          gpt-4o, 2.50, 10
          gpt-4o-2024-05-13, 5, 15

          tiny,0.0000004,0
          """);

  @Test
  void tokensShouldBePricedByTheMillion() {
    Usage usage = new Usage(1_234, 56, Optional.empty(), false);

    assertThat(TABLE.priced("gpt-4o", usage))
        .isEqualTo(new Usage(1_234, 56, Optional.of(new BigDecimal("0.003645")), false));
  }

  @Test
  void aPriceThatIsUnknownShouldLeaveTheCostUnknownAndNotZero() {
    Usage usage = new Usage(1_234, 56, Optional.empty(), true);

    assertThat(TABLE.priced("llama3.2", usage)).isEqualTo(usage);
    assertThat(PriceTable.EMPTY.priced("gpt-4o", usage).costUsd()).isEmpty();
  }

  @Test
  void aCostThatTheModelToldShouldStay() {
    Usage free = new Usage(1_234, 56, Optional.of(BigDecimal.ZERO), false);

    assertThat(TABLE.priced("gpt-4o", free)).isEqualTo(free);
  }

  @Test
  void costsShouldHaveNoMoreDigitsThanAreKept() {
    assertThat(TABLE.priced("tiny", new Usage(1, 0, Optional.empty(), false)).costUsd())
        .contains(BigDecimal.ZERO);
    assertThat(TABLE.priced("tiny", new Usage(2, 0, Optional.empty(), false)).costUsd())
        .contains(new BigDecimal("0.000000000001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o",
        "gpt-4o-2024-08-06",
        "gpt-4o-20240806",
        "gpt-4o@20240806",
        "gpt-4o-0806",
        "gpt-4o-001",
        "gpt-4o-latest",
        "gpt-4o [passage:]",
        "gpt-4o-latest [a [nested] prefix:]"
      })
  void aVersionShouldCostWhatItsModelDoes(String name) {
    assertThat(TABLE.of(name)).contains(new Price(new BigDecimal("2.50"), BigDecimal.TEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o-mini",
        "gpt-4o-mini-2024-07-18",
        "gpt-4o-audio-preview",
        "gpt-4o-32k",
        "gpt-4o-8",
        "gpt-4",
        "GPT-4o",
        "openai/gpt-4o",
        "-latest"
      })
  void anotherModelShouldNotBeTakenForAVersion(String name) {
    assertThat(TABLE.of(name)).isEmpty();
  }

  @Test
  void aVersionOfItsOwnPriceShouldKeepIt() {
    assertThat(TABLE.of("gpt-4o-2024-05-13").orElseThrow().sent()).isEqualTo("5");
  }

  @Test
  void linesOfAnotherTableShouldReplaceAndAdd() {
    PriceTable own = PriceTable.parse("own", "gpt-4o, 1, 2\nllama3.2, 0, 0");

    PriceTable both = TABLE.overriddenBy(own);

    assertThat(both.of("gpt-4o").orElseThrow().sent()).isEqualTo("1");
    assertThat(both.priced("llama3.2", new Usage(9, 9, Optional.empty(), false)).costUsd())
        .contains(BigDecimal.ZERO);
    assertThat(both.of("tiny")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o; 1; 2",
        "gpt-4o, 1",
        "gpt-4o, 1, 2, 3",
        ", 1, 2",
        "gpt-4o, free, 2",
        "gpt-4o, 1, -2",
        "gpt-4o, NaN, 2",
        "gpt-4o, 1e-999999999, 2",
        "gpt-4o, 1e999999999, 2",
        "gpt-4o, , 2"
      })
  void aWrongLineShouldBeNamedWithItsNumberAndTheReason(String line) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PriceTable.parse("my.csv", "# mine\n\n" + line))
        .withMessageContaining("line 3 of my.csv")
        .withMessageContaining(line)
        .withMessageContaining("write '");
  }

  @Test
  void twoLinesOfOneModelShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PriceTable.parse("my.csv", "a, 1, 2\nb, 1, 2\na, 1, 2"))
        .withMessageContaining("line 3 of my.csv")
        .withMessageContaining("'a'");
  }

  @Test
  void theBuiltInTableShouldKnowTheProvidersModelsAndTheirVersions() {
    PriceTable builtIn = PriceTable.builtIn();

    assertThat(builtIn.of("gpt-4o-mini-2024-07-18").orElseThrow().sent()).isEqualTo("0.15");
    assertThat(builtIn.of("claude-sonnet-4-5-20250929").orElseThrow().received()).isEqualTo("15");
    assertThat(builtIn.of("gemini-2.5-flash").orElseThrow().sent()).isEqualByComparingTo("0.3");
    assertThat(builtIn.of("text-embedding-3-small").orElseThrow().received()).isEqualTo("0");
    assertThat(builtIn.of("llama3.2")).isEmpty();
  }
}
