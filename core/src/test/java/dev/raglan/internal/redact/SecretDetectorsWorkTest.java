package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.text.CharKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts how many characters the detectors look at, so that quadratic work shows at once. */
class SecretDetectorsWorkTest {

  /** Each detector that is tried may look at a character a few times. */
  private static final int LOOKS_PER_CHARACTER = 60;

  private static final int LENGTH = 40_000;

  static Stream<String> hard() {
    return Stream.of(
        "=:",
        "password",
        "token:",
        "password:{",
        "cookie:",
        "cookie: a=",
        "authorization: digest ",
        "eyJ",
        "4",
        "411 ",
        "4111.",
        "DE",
        "DE89 3704 ",
        "://",
        "://a@a@",
        "Bearer ",
        "Basic ",
        "Basic A",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n- ",
        "sk-",
        "ghp_",
        "SG.SG.",
        "password='",
        "password=\\",
        "password=\"a\\\"",
        "\"name\":\"password\",",
        "\"value\":\"a\",",
        "</password>",
        "<password>",
        "--password ",
        "-u a:",
        "password is ",
        "a key: ",
        "\t",
        "|",
        "password(",
        "password\",",
        "passwords:[",
        "password: \n",
        "password=${a:",
        "password={a}",
        "<td>password</td>",
        "]]></password>",
        "&key=",
        "jdbc:oracle:a:",
        "://a:b/",
        "--",
        "\\",
        "\\u00",
        "%",
        "%25",
        "%2",
        "&",
        "&amp;",
        "\u001b[",
        "whsec_",
        "sig=",
        "name:",
        "hooks.slack.com/services/",
        "login -p a ",
        "mysql -pa ",
        "mysql ",
        "- ",
        "-a ",
        "secrets:{",
        "secrets: {a:b,",
        "secrets:\n a: b\n",
        "secrets:\n",
        "kind: Secret\n",
        "kind: Secret\ndata:\n a: b\n",
        "kind: Secret data:{",
        "password: |\n  a\n",
        "password: |\n",
        "password: !a ",
        "password,a\n",
        "a,b,c\n",
        "password\" {",
        "machine a login b ",
        "machine ",
        ":5432:",
        "a:*:b",
        "$6$a$",
        "auth\":\"",
        "form-data; name=\"password\"\n",
        "MTA",
        "Q~",
        "pat",
        "key-",
        "echo a --password-stdin",
        "type=\"password\" value=a ",
        "[password, ",
        "_eyJ",
        "sntrys_eyJa7Xk9dLm2pQ4_a7Xk9dLm2pQ4",
        "-eyJ" + "a7".repeat(31),
        "/AQE",
        "net use ",
        "net user a ",
        "net use \\\\a /b ",
        "{\"kty\":",
        "kty",
        "\"kty\":{\"d\":",
        "password is ",
        "\u5bc6\u7801 ",
        "\u5bc6\u7801\u662f",
        "\u5bc6\u7801\u662fa7Xk9dLm2pQ4",
        "\u30d1\u30b9\u30ef\u30fc\u30c9\u306f8\u6587\u5b57",
        "password\u2192a1b2c3d4\u00e9",
        "%E5%AF",
        "%C3%A9",
        "%F0%9F%98%80",
        "Private-Lines: 1\n",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
        "-----BEGIN PRIVATE KEY-----\\n",
        "identified by '",
        "PASSWORD FOR a=",
        "AAAAAAAAAAAAAAAAAAAA",
        "MTE",
        "a:54321:b:",
        "authorization: digest a=\"",
        "(a,password)values('a','",
        "(password) values (?,",
        "(password)values ",
        "password)values(",
        "token IN ('a',",
        "token IN (",
        "?,?,[",
        "password=? [a,",
        "password=? Parameters: a",
        "\"--password\",\"a",
        "--password\n  - ",
        "\"redis-cli\",\"-a\",",
        "phrase: able able able ",
        "config set a.password ",
        "getConnection(a,\"a\",\"a1",
        "put secret set a --value ",
        "echo a:b7b7b7b7b7 |",
        "sqlplus a/b",
        "password=MD5('a",
        "keyName\":\"key1\",",
        "PRIVATE KEY-----",
        "PRIVATE KEY-----a\"",
        "password=N'a",
        "pa-",
        "-pa-",
        "BASIC+",
        "Basic+a",
        "Bearer+a+b7+",
        "bearer+",
        "Bearer(a:",
        "Credentials(a7",
        "PASSWORD(a+",
        "password for ",
        "password for a: ",
        "password\u200b",
        "\uff50",
        "secrets:[{",
        "secrets:[{a:b},",
        "name=\"password\"><value>",
        "{SHA}",
        ":::",
        "eyJa..",
        "xoxd-a7",
        "Fe26.2*",
        "/reset-password/a",
        "password==",
        "password <- ");
  }

  /** Counts the characters that regular expressions ask for, and those passed in loops. */
  private static final class CountingText extends SearchedText {

    private long looks;

    CountingText(String text, @Nullable Decoding decoding) {
      super(text, CharKinds.of(text), decoding, new HiddenRanges());
    }

    @Override
    Matcher matcher(Pattern pattern) {
      return pattern.matcher(new Counted(text()));
    }

    @Override
    void passed(int characters) {
      looks += Math.max(0, characters);
    }

    /** A text whose characters are counted as they are asked for. */
    private final class Counted implements CharSequence {

      private final String text;

      Counted(String text) {
        this.text = text;
      }

      @Override
      public char charAt(int index) {
        looks++;
        return text.charAt(index);
      }

      @Override
      public int length() {
        return text.length();
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
      }

      @Override
      public String toString() {
        return text;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hard")
  void looksAtNoCharacterMoreThanAFewTimes(String piece) {
    String text = piece.repeat(LENGTH / piece.length());
    for (String hard :
        new String[] {text, "x\n" + text + "\"", text + " a7=@b", "password='" + text}) {
      assertThat(looks(hard)).isLessThan((long) LOOKS_PER_CHARACTER * LENGTH);
    }
  }

  /** Four times the text takes four times the work, whatever stands between the anchors. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "7",
        "-a_",
        "+a+b7",
        " a ",
        "=a7.",
        "('",
        "Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7Aa7"
      })
  void looksAtTextsOfAnchorsInLinearTime(String between) {
    List<String> quadratic = new ArrayList<>();
    for (String anchor : SecretDetectors.anchors().distinct().toList()) {
      for (String piece : List.of(anchor + between, "-" + anchor + between)) {
        long once = looks(repeated(piece, 600) + " 7=@");
        long fourfold = looks(repeated(piece, 2_400) + " 7=@");
        if (fourfold > 6 * once) {
          quadratic.add(piece + ": " + once + ", " + fourfold);
        }
      }
    }
    assertThat(quadratic).isEmpty();
  }

  private static String repeated(String piece, int length) {
    return piece.repeat(length / piece.length() + 1);
  }

  private static long looks(String text) {
    CountingText plain = new CountingText(text, null);
    SecretDetectors.find(plain);
    Decoding decoding = Decoding.of(text);
    if (decoding == null) {
      return plain.looks;
    }
    CountingText decoded = new CountingText(decoding.text(), decoding);
    SecretDetectors.find(decoded);
    return plain.looks + decoded.looks + decoding.looks();
  }
}
