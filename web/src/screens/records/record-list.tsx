export default function RecordList() {
  return null;
}
