// Decides how many rows of a list are chosen and which bulk buttons that enables.
export function startBulk(Alpine) {
  Alpine.data("bulk", () => ({
    count: 0,
    get none() {
      return this.count === 0;
    },
    get some() {
      return this.count > 0;
    },
    boxes() {
      return [...this.$root.querySelectorAll("input[data-bulk]")];
    },
    recount() {
      this.count = this.boxes().filter((box) => box.checked).length;
    },
    all(event) {
      this.boxes().forEach((box) => {
        box.checked = event.target.checked;
      });
      this.recount();
    },
  }));
}
