package dev.raglan.contract.subject;

import java.util.List;

/** Takes arguments that are captured in different ways. */
public interface Captures {

  String none();

  String one(Object question);

  String two(String question, int limit);

  String various(String first, String... more);

  String excluding(String question, String secret);

  String masking(String question, String draft);

  Account account(Account account);

  String inputOff(String question);

  String outputOff(String question);

  String bothOn(String question);

  int emptied(List<String> items);
}
