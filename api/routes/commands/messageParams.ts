import { z } from 'zod';
import { accountId, reference } from '../../schemas';

export const messageParams = z.object({
  id: accountId,
  messageId: reference.describe('`messageId` of POST /accounts/:id/messages'),
});
