package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StemsTest {

  @Test
  void wordsShouldBeRunsOfLettersAndNumbersAsTheyStandThere() {
    assertThat(Stems.words("Ann's caf\u00e9, \u4e2d\u6587 42\u00bd (\ud835\udc00)!"))
        .containsExactly("Ann", "s", "caf\u00e9", "\u4e2d\u6587", "42\u00bd", "\ud835\udc00");
    assertThat(Stems.words(" \u2026 ")).isEmpty();
    assertThat(Stems.words("")).isEmpty();
  }

  @Test
  void stemsShouldBeOfTellingWordsWithoutTheirEndings() {
    assertThat(Stems.of("She stopped sailing to the islands."))
        .containsExactly("stop", "sail", "island");
  }

  @ParameterizedTest
  @CsvSource({
    "tie, ties",
    "die, dies",
    "try, tries",
    "sky, skies",
    "city, cities",
    "class, classes",
    "plan, planned",
    "day, days"
  })
  void formsOfAWordShouldHaveOneStem(String one, String other) {
    assertThat(Stems.stem(other)).isEqualTo(Stems.stem(one));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"दिल्ली", "كِتَاب", "r\u00e9sum\u00e9", "re\u0301sume\u0301", "Кошка", "고양이"})
  void aWordWithMarksShouldBeOne(String word) {
    assertThat(Stems.words(word)).containsExactly(word);
    assertThat(Stems.of(word)).hasSize(1);
  }

  @Test
  void oneWordShouldHaveOneStemHoweverItsMarksAreWritten() {
    assertThat(Stems.of("re\u0301sume\u0301")).isEqualTo(Stems.of("R\u00c9SUM\u00c9"));
  }

  @Test
  void whereWordsAreNotSpacedEveryTwoCharactersShouldBeOne() {
    assertThat(Stems.of("猫喜欢茶 in 東京tower 茶")).containsExactly("猫喜", "喜欢", "欢茶", "東京", "tower", "茶");
    assertThat(Stems.of("\ud842\udfb7野家")).containsExactly("\ud842\udfb7野", "野家");
  }
}
