export default function NewRecord() {
  return null;
}
