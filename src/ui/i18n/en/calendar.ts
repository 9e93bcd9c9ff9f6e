export interface CalendarWords {
  heading: string;
}

export const calendar: CalendarWords = { heading: "Calendar" };
