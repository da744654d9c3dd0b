abstract class Prelude {
  SpansClient spans;
  List<StoredSpan> items;
}
