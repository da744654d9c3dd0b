package dev.raglan.contract.subject;

/** Every kind of value that is no object. */
public interface Primitives {

  void nothing();

  boolean ofBoolean(boolean value);

  byte ofByte(byte value);

  short ofShort(short value);

  int ofInt(int value);

  long ofLong(long value);

  float ofFloat(float value);

  double ofDouble(double value);

  char ofChar(char value);
}
