export interface Book {
  readonly isbn: string;
  readonly title: string;
  readonly author: string;
  readonly year: number;
  readonly priceGbp: number;
}

export const catalogue: readonly Book[] = [
  { isbn: '9780141439518', title: 'Pride and Prejudice', author: 'Jane Austen', year: 1813, priceGbp: 7.99 },
  { isbn: '9780141439662', title: 'Sense and Sensibility', author: 'Jane Austen', year: 1811, priceGbp: 8.49 },
  { isbn: '9780141439556', title: 'Wuthering Heights', author: 'Emily Brontë', year: 1847, priceGbp: 8.99 },
  { isbn: '9780141441146', title: 'Jane Eyre', author: 'Charlotte Brontë', year: 1847, priceGbp: 9.49 },
  { isbn: '9780141439600', title: 'A Tale of Two Cities', author: 'Charles Dickens', year: 1859, priceGbp: 8.29 },
  { isbn: '9780141439723', title: 'Bleak House', author: 'Charles Dickens', year: 1853, priceGbp: 10.99 },
  { isbn: '9780141439547', title: 'Middlemarch', author: 'George Eliot', year: 1871, priceGbp: 11.49 },
  { isbn: '9780141199610', title: 'Moby-Dick', author: 'Herman Melville', year: 1851, priceGbp: 9.99 },
];

export function findBook(isbn: string): Book | undefined {
  return catalogue.find((book) => book.isbn === isbn);
}

export function searchCatalogue(word: string): readonly Book[] {
  const wanted = word.toLocaleLowerCase('en');
  return catalogue.filter(({ title, author }) => `${title} ${author}`.toLocaleLowerCase('en').includes(wanted));
}
