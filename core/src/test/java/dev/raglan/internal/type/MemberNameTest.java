package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Redaction;
import dev.raglan.internal.json.Json;
import dev.raglan.internal.json.JsonOutput;
import dev.raglan.internal.text.TextBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberNameTest {

  @Test
  void isWrittenLikeAnyOtherName() {
    for (String name :
        List.of("", "plain", "a\"b", "ü\n", "long\\".repeat(100), "😀".repeat(200))) {
      TextBuffer expected = new TextBuffer();
      assertThat(new JsonOutput(expected, 10_000).key(name)).isTrue();
      MemberName member = MemberName.of(name);
      assertThat(member.first()).isEqualTo(expected.toString());
      Json.tree("{" + member.first() + "1}");
    }
  }

  @Test
  void isHiddenIfItsTextIs() {
    Redaction redaction = Redaction.builder().field("Shoe-Size").build();
    for (String name : List.of("shoeSize", "shoe_size", "password", "API-Key", "passwords", "")) {
      MemberName member = MemberName.of(name);
      assertThat(redaction.redactors().redactsField(name, member.hash()))
          .isEqualTo(redaction.redactsField(name));
    }
  }
}
